/** What a run says: judgement, tables, the report, and the thread's questions. */
@NullMarked
package dev.quiesce.harness.report;

import org.jspecify.annotations.NullMarked;

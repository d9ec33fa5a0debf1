/** The scenarios of the design: small scripts, identical for every strategy. */
@NullMarked
package dev.quiesce.harness.scenario;

import org.jspecify.annotations.NullMarked;

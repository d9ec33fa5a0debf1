/** Whether one subject is faster than another, from the means of their forks. */
@NullMarked
package dev.quiesce.harness.ranking;

import org.jspecify.annotations.NullMarked;

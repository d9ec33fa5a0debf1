/** What can be compared: strategies, scenarios, and the cells that a selection of them makes. */
@NullMarked
package dev.quiesce.harness.catalogue;

import org.jspecify.annotations.NullMarked;

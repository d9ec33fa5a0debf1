/**
 * What a run produces, as records that are also the JSON of its files: keys are an interface, added
 * and never renamed. Engines fill these records, everything else reads them.
 */
@NullMarked
package dev.quiesce.harness.result;

import org.jspecify.annotations.NullMarked;

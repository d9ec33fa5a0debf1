/**
 * Pictures as SVG: small, deterministic, with their text as text.
 *
 * <p>Colours are CSS variables of the page, so that a picture follows its theme.
 */
@NullMarked
package dev.quiesce.harness.report.svg;

import org.jspecify.annotations.NullMarked;

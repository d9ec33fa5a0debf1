/**
 * The report as one HTML file that asks for nothing else.
 *
 * <p>The templates in {@code src/main/jte} are compiled into this package; they escape whatever
 * they are not told to leave alone, which is the style, the script and our own SVG.
 */
@NullMarked
package dev.quiesce.harness.report.html;

import org.jspecify.annotations.NullMarked;

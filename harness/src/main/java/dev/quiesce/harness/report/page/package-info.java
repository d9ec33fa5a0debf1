/**
 * The report as data: sections of blocks, the one model that every rendering draws.
 *
 * <p>Texts are as they come from outside; escaping is the rendering's job. Anchors are made by
 * {@link dev.quiesce.harness.report.page.Anchor}.
 */
@NullMarked
package dev.quiesce.harness.report.page;

import org.jspecify.annotations.NullMarked;

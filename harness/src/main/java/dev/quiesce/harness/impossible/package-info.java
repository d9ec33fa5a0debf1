/**
 * What no fix can do: promises that exclude each other, shown by trying every choice there is in
 * the situation, each of which breaks one of them in a schedule that replays.
 */
@NullMarked
package dev.quiesce.harness.impossible;

import org.jspecify.annotations.NullMarked;

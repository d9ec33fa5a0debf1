/**
 * The controlled scheduler: runs the real strategy code one step at a time, in every order that
 * matters.
 *
 * <p>A task announces each operation of the seam before it acts; the announcing thread itself
 * chooses who goes next, so that staying costs no hand-over. Blocking is "operation not enabled",
 * so a deadlock is "nothing is enabled". Searches are stateless: they run the program again from
 * the start with another list of choices.
 */
@NullMarked
package dev.quiesce.harness.explore;

import org.jspecify.annotations.NullMarked;

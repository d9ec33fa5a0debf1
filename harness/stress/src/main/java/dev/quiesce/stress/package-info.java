/**
 * Litmus tests of the native RCU domain, and of the strategy active-ref, on real hardware, under
 * jcstress.
 *
 * <p>The numbers T1, T3, … are those of the litmus table that the explorer's own litmus tests
 * follow too. Each test has a broken twin that leaves out what the test is about: the outcome that
 * is forbidden in the test must be seen in the twin, or the test had no power. jcstress runs two
 * actors here, because it skips tests with more actors than CPUs.
 */
package dev.quiesce.stress;

package dev.quiesce.harness.mtree;

/**
 * One point in which the rendered views are not QEMU's.
 *
 * @param view the address spaces of the view
 * @param what {@code grouping}, {@code root} or {@code range}
 * @param expected QEMU's; empty if QEMU has nothing there
 * @param actual the rendering's; empty if it has nothing there
 * @param because what the tree leaves open that would explain it; empty if nothing does
 */
public record Difference(String view, String what, String expected, String actual, String because) {
  /** Whether the tree's text does not determine this point. */
  public boolean isUndecidable() {
    return !because.isEmpty();
  }

  @Override
  public String toString() {
    String text =
        what + " of " + view + ": QEMU has " + shown(expected) + ", rendered " + shown(actual);
    return because.isEmpty() ? text : text + " [not decidable: " + because + "]";
  }

  private static String shown(String side) {
    return side.isEmpty() ? "nothing" : side;
  }
}

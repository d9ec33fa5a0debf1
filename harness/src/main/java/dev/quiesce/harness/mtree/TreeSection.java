package dev.quiesce.harness.mtree;

import java.util.List;

/**
 * One block of {@code info mtree}: the tree below a root region.
 *
 * @param line 1-based line of the header
 * @param addressSpaces names of the address spaces with this root; empty for a {@code
 *     memory-region:} block
 * @param regionName the name in a {@code memory-region:} header, else the root's
 * @param root the tree
 */
record TreeSection(int line, List<String> addressSpaces, String regionName, RegionNode root) {
  boolean isAddressSpace() {
    return !addressSpaces.isEmpty();
  }
}

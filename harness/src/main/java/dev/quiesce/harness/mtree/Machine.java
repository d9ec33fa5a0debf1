package dev.quiesce.harness.mtree;

import dev.quiesce.api.memory.DirtyTracking;
import dev.quiesce.api.memory.FlatViewRenderer;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.RegionKind;
import dev.quiesce.api.memory.RegionTreeException;
import dev.quiesce.api.memory.RenderedView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine's memory map, built from {@code info mtree} text.
 *
 * @param name where it came from
 * @param addressSpaces in printed order; names may repeat
 * @param regions every region once, in printed order of its first line
 * @param incomplete whether the text shows signs of disabled regions left out (printed without
 *     {@code -D})
 * @param assumptions what the text leaves open
 */
public record Machine(
    String name,
    List<AddressSpaceRoot> addressSpaces,
    List<MemoryRegion> regions,
    boolean incomplete,
    List<Assumption> assumptions) {

  /** Copies the lists. */
  public Machine {
    addressSpaces = List.copyOf(addressSpaces);
    regions = List.copyOf(regions);
    assumptions = List.copyOf(assumptions);
  }

  /**
   * An address space and its root region.
   *
   * @param name as printed
   * @param root may be the root of others too
   */
  public record AddressSpaceRoot(String name, MemoryRegion root) {}

  /** The root of the first address space of that name. */
  public Optional<MemoryRegion> root(String addressSpace) {
    return addressSpaces.stream()
        .filter(space -> space.name().equals(addressSpace))
        .map(AddressSpaceRoot::root)
        .findFirst();
  }

  /**
   * The regions that are guest memory: RAM, ROM, ROM devices and device RAM; their size tells how
   * much.
   */
  public List<MemoryRegion> ramRegions() {
    return regions.stream().filter(region -> region.ramBlock().isPresent()).toList();
  }

  /** RAM in the narrow sense: writable and not a device's. */
  public List<MemoryRegion> writableRam() {
    return ramRegions().stream()
        .filter(region -> region.kind() == RegionKind.RAM && !region.isReadonly())
        .toList();
  }

  /**
   * The flat views of all address spaces as QEMU would print them; address spaces that reduce to
   * one region share a view.
   *
   * @throws MtreeFormatException if the tree leads back to itself, or multiplies beyond measure
   */
  public List<PrintedView> flatViews() {
    Map<Optional<MemoryRegion>, List<AddressSpaceRoot>> sharers = new LinkedHashMap<>();
    List<PrintedView> views = new ArrayList<>();
    try {
      for (AddressSpaceRoot space : addressSpaces) {
        Optional<MemoryRegion> viewRoot = FlatViewRenderer.flatViewRoot(space.root());
        sharers.computeIfAbsent(viewRoot, key -> new ArrayList<>()).add(space);
      }
      if (new Expansion().of(sharers.keySet().stream().flatMap(Optional::stream).toList())
          > Expansion.MOST) {
        throw new MtreeFormatException(
            name,
            0,
            "its aliases multiply its regions beyond " + Expansion.MOST,
            "Check the aliases; no machine has so many");
      }
      sharers.forEach(
          (root, spaces) ->
              views.add(printed(spaces, FlatViewRenderer.render(root, DirtyTracking.OFF))));
    } catch (RegionTreeException e) {
      throw new MtreeFormatException(
          name,
          0,
          e.getMessage() + "",
          "Check the aliases; QEMU could not have rendered this tree");
    }
    return views;
  }

  private static PrintedView printed(List<AddressSpaceRoot> spaces, RenderedView view) {
    return new PrintedView(
        spaces.stream().map(Machine::printedSpace).toList(),
        view.root().map(MemoryRegion::name),
        view.ranges().stream().map(PrintedRange::of).toList());
  }

  private static PrintedView.Space printedSpace(AddressSpaceRoot space) {
    return new PrintedView.Space(
        space.name(), space.root().name(), space.root().alias().map(MemoryRegion::name));
  }
}

package dev.quiesce.harness.replay;

import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.harness.mtree.BundledMachines;
import dev.quiesce.harness.mtree.Machine;
import dev.quiesce.harness.workload.AddressSpaceInfo;
import dev.quiesce.harness.workload.Operation;
import dev.quiesce.harness.workload.RegionInfo;
import dev.quiesce.harness.workload.ThreadTrack;
import dev.quiesce.harness.workload.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The region tree that a workload is replayed over: that of a recorded machine of the same type and
 * accelerator with the recorded amount of RAM, or a small one built here.
 *
 * <p>A commit that changed the map in the recording switches {@link #switched} on or off, a device
 * register page that stands for the plugged device's.
 */
final class ReplayMachine {
  private static final long MIB = 1L << 20;
  private static final long LOW_RAM_MIB = 3072;
  private static final long DEFAULT_RAM_MIB = 128;
  private static final long SWITCHED_AT = 0xfebf_0000L;
  private static final long PAGE = 4096;

  private final String name;
  private final MemoryRegion memory;
  private final MemoryRegion switched;
  private final MemoryRegion[] roots;
  private final MemoryRegion[] cleared;

  private ReplayMachine(Workload workload, Machine machine) {
    this.name = machine.name();
    this.memory = machine.root("memory").orElseThrow();
    this.switched = MemoryRegion.named("replay.registers", Int128.ofUnsigned(PAGE)).io();
    boolean unused = memory.addSubregionOverlap(SWITCHED_AT, switched, 1);
    this.roots = roots(workload, machine);
    this.cleared = cleared(workload, machine);
  }

  static ReplayMachine of(Workload workload) {
    String bundled = bundled(workload.meta().machine(), workload.meta().accelerator());
    long ramMib = Math.max(workload.meta().ramMib(), largestExtent(workload) / MIB);
    Machine machine;
    if (bundled.isEmpty()) {
      machine = small(ramMib > 0 ? ramMib : DEFAULT_RAM_MIB);
    } else {
      machine = BundledMachines.load(bundled);
      if (ramMib > 0 && ramMib <= LOW_RAM_MIB) {
        resize(machine, Int128.ofUnsigned(ramMib * MIB));
      }
    }
    return new ReplayMachine(workload, machine);
  }

  private static String bundled(String type, String accelerator) {
    if (type.startsWith("q35") || type.startsWith("pc-q35")) {
      return "q35_pcie_virtio";
    }
    if (type.isEmpty() || type.startsWith("pc")) {
      return accelerator.startsWith("kvm") ? "pc_kvm_virtio" : "pc_default";
    }
    return "";
  }

  private static void resize(Machine machine, Int128 ram) {
    for (MemoryRegion region : machine.regions()) {
      if (region.name().equals("pc.ram") || region.name().equals("ram-below-4g")) {
        boolean unused = region.setSize(ram);
      }
    }
  }

  /** RAM, firmware and a few devices: what {@code -M} and {@code -m} alone tell. */
  private static Machine small(long ramMib) {
    MemoryRegion system = MemoryRegion.named("system", Int128.TWO_POW_64).container();
    MemoryRegion ram = MemoryRegion.named("pc.ram", Int128.ofUnsigned(ramMib * MIB)).ram();
    MemoryRegion bios = MemoryRegion.named("pc.bios", Int128.ofUnsigned(256 * 1024)).rom();
    MemoryRegion ports = MemoryRegion.named("io", Int128.ofUnsigned(65536)).io();
    boolean unused = system.addSubregion(0, ram);
    unused = system.addSubregionOverlap(0xfffc_0000L, bios, 1);
    return new Machine(
        "small",
        List.of(
            new Machine.AddressSpaceRoot("memory", system),
            new Machine.AddressSpaceRoot("I/O", ports)),
        List.of(system, ram, bios, ports),
        false,
        List.of());
  }

  private static MemoryRegion[] roots(Workload workload, Machine machine) {
    MemoryRegion memory = machine.root("memory").orElseThrow();
    Map<Integer, MemoryRegion> byNumber = new HashMap<>();
    Map<String, MemoryRegion> byName = new HashMap<>();
    machine.addressSpaces().forEach(space -> byName.putIfAbsent(space.name(), space.root()));
    MemoryRegion[] roots = new MemoryRegion[workload.addressSpaces().size()];
    for (AddressSpaceInfo space : workload.addressSpaces()) {
      MemoryRegion root = byNumber.get(space.root());
      if (root == null) {
        root = Optional.ofNullable(byName.remove(space.name())).orElseGet(() -> busMaster(memory));
        if (space.root() >= 0) {
          byNumber.put(space.root(), root);
        }
      }
      roots[space.id()] = root;
    }
    return roots;
  }

  /** A PCI device's view of memory, closed until its driver sets the bus-master bit. */
  private static MemoryRegion busMaster(MemoryRegion memory) {
    MemoryRegion container =
        MemoryRegion.named("bus master container", Int128.TWO_POW_64).container();
    MemoryRegion window = MemoryRegion.named("bus master", Int128.TWO_POW_64).aliasOf(memory, 0);
    boolean unused = window.setEnabled(false);
    unused = container.addSubregion(0, window);
    return container;
  }

  /** The machine's RAM regions that stand for the cleared ones: by name where it fits. */
  private static MemoryRegion[] cleared(Workload workload, Machine machine) {
    long[] extents = extents(workload);
    MemoryRegion[] cleared = new MemoryRegion[extents.length];
    Set<MemoryRegion> taken = new HashSet<>();
    List<RegionInfo> byExtent = new ArrayList<>(workload.regions());
    byExtent.sort(Comparator.comparingLong((RegionInfo region) -> extents[region.id()]).reversed());
    for (RegionInfo region : byExtent) {
      Int128 extent = Int128.ofUnsigned(extents[region.id()]);
      String block = region.ramBlock().substring(region.ramBlock().lastIndexOf('/') + 1);
      MemoryRegion found =
          machine.ramRegions().stream()
              .filter(one -> one.size().isAtLeast(extent) && !taken.contains(one))
              .min(
                  Comparator.comparing((MemoryRegion one) -> !one.name().equals(block))
                      .thenComparing(MemoryRegion::size))
              .orElseGet(() -> MemoryRegion.named("unmapped " + block, extent).ram());
      taken.add(found);
      cleared[region.id()] = found;
    }
    return cleared;
  }

  private static long[] extents(Workload workload) {
    long[] extents = new long[workload.regions().size()];
    for (ThreadTrack track : workload.threads()) {
      for (Operation operation : track.operations()) {
        if (operation instanceof Operation.ClearDirtyBitmap walk) {
          long end = Math.max(PAGE, walk.start() + walk.length());
          extents[walk.region()] = Math.max(extents[walk.region()], end);
        }
      }
    }
    return extents;
  }

  private static long largestExtent(Workload workload) {
    long largest = 0;
    for (long extent : extents(workload)) {
      largest = Math.max(largest, extent);
    }
    return largest;
  }

  /** Where the tree comes from. */
  String name() {
    return name;
  }

  /** The region that map changes switch on and off. */
  MemoryRegion switched() {
    return switched;
  }

  /** The root of system memory. */
  MemoryRegion memory() {
    return memory;
  }

  /** The root of an address space of the workload. */
  MemoryRegion root(int addressSpace) {
    return roots[addressSpace];
  }

  /** The region of a clear walk of the workload. */
  MemoryRegion cleared(int region) {
    return cleared[region];
  }
}

package dev.quiesce.harness.scenario;

import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;

/**
 * {@code memory_region_find} without the BQL, for a root that sits behind an address space which is
 * being destroyed, or whose own address space is just being made.
 */
final class FindVsDestroy extends Scenario {
  private static final String DESTROY = "destroy";
  private static final String INIT = "init";

  FindVsDestroy() {
    super(
        "find-vs-destroy",
        "memory_region_find races the end, or the making, of an address space",
        DESTROY,
        INIT);
  }

  @Override
  public void build(Stage stage, String variant) {
    MemoryRegion root = MemoryRegion.named("root", Int128.ofUnsigned(Stage.RAM_BYTES)).container();
    MemoryRegion device = MemoryRegion.named("device", Int128.ofUnsigned(Stage.RAM_BYTES)).ram();
    boolean unused = root.addSubregion(0, device);
    if (variant.equals(DESTROY)) {
      MemoryRegion dyingRoot =
          MemoryRegion.named("bus master", Int128.ofUnsigned(Stage.RAM_BYTES)).container();
      Owner owner = stage.owner(OwnerKind.QOM, "PCIDevice", "pci device");
      AddressSpace dying =
          stage.memory().initAddressSpace(stage.setUp(), owner.storage(), "dying", dyingRoot);
      AddressSpace behind =
          stage
              .memory()
              .initAddressSpace(stage.setUp(), Storage.permanent("behind"), "behind", root);
      assert behind.name().equals("behind");
      stage.thread(
          "main",
          self ->
              stage.withBql(
                  self,
                  "do_pci_unregister_device",
                  () -> {
                    stage.monitor().writing(true);
                    stage.memory().destroyAddressSpace(self, dying, () -> {});
                    stage.release(self, owner);
                    stage.monitor().writing(false);
                  }));
    } else {
      stage.thread(
          "main",
          self ->
              stage.withBql(
                  self,
                  "address_space_init",
                  () -> {
                    stage.monitor().writing(true);
                    AddressSpace made =
                        stage
                            .memory()
                            .initAddressSpace(self, Storage.permanent("made"), "made", root);
                    assert made.name().equals("made");
                    stage.monitor().writing(false);
                  }));
    }
    stage.thread(
        "finder",
        self -> {
          stage.monitor().reading(true);
          boolean found = stage.memory().find(self, device, 0, 1).isPresent();
          stage.monitor().reading(false);
          if (!found && variant.equals(DESTROY)) {
            Seam.mark(
                MarkerKind.LOOKUP_FAILED,
                null,
                "memory_region_find does not find a region that is mapped all the time");
          }
        });
  }
}

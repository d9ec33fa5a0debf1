package dev.quiesce.harness.mtree;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The machines that come with the project: {@code info mtree} of real QEMU runs. */
public final class BundledMachines {
  private static final List<String> NAMES =
      List.of("pc_default", "pc_virtio", "q35_pcie_virtio", "pc_kvm_virtio");

  private BundledMachines() {}

  /** The names that {@link #load} knows. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * A fresh copy of a machine's regions, ready to be put under address spaces.
   *
   * @throws IllegalArgumentException if there is no such machine; the message names those there are
   */
  public static Machine load(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("no machine `" + name + "`; there are " + NAMES);
    }
    String file = name + (name.equals("pc_kvm_virtio") ? ".tree.txt" : ".all.txt");
    return MachineBuilder.build(name, text(file), MtreeRules.qemu());
  }

  static MtreeText text(String file) {
    try (InputStream in = BundledMachines.class.getResourceAsStream("/mtree/" + file)) {
      if (in == null) {
        throw new IllegalStateException("resource /mtree/" + file + " is missing from the jar");
      }
      return MtreeText.read(file, in);
    } catch (IOException e) {
      throw new IllegalStateException("resource /mtree/" + file + " cannot be read", e);
    }
  }
}

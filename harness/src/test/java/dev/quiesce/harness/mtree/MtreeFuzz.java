package dev.quiesce.harness.mtree;

import dev.quiesce.harness.fuzz.FuzzTarget;
import dev.quiesce.harness.fuzz.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code info mtree} and {@code info mtree -f} that no QEMU printed. */
public final class MtreeFuzz implements FuzzTarget {
  private static final String FILE = "m.txt";
  private static final int LINES = 60;

  /** What flat views are compared with. */
  private static final String TREE =
      """
      address-space: memory
        0000000000000000-ffffffffffffffff (prio 0, i/o): system
          0000000000000000-0000000007ffffff (prio 0, ram): pc.ram
      """;

  private final boolean flat;

  private MtreeFuzz(boolean flat) {
    this.flat = flat;
  }

  /** One for each kind of text. */
  public static List<MtreeFuzz> all() {
    return List.of(new MtreeFuzz(false), new MtreeFuzz(true));
  }

  @Override
  public String name() {
    return flat ? "mtree-flat" : "mtree-tree";
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (String machine : BundledMachines.names()) {
      String tree = machine.equals("pc_kvm_virtio") ? ".tree.txt" : ".all.txt";
      List<String> lines = BundledMachines.text(machine + (flat ? ".flat_d_o.txt" : tree)).lines();
      if (seeds.isEmpty()) {
        seeds.add(bytes(lines));
      }
      seeds.add(bytes(lines.subList(0, Math.min(LINES, lines.size()))));
    }
    return seeds;
  }

  private static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void read(byte[] input) throws IOException {
    try {
      MtreeText text = MtreeText.read(FILE, new ByteArrayInputStream(input));
      if (flat) {
        new MtreeOracle().run(MtreeText.of("small.txt", TREE), Optional.of(text)).summary();
      } else {
        new MtreeOracle().run(text, Optional.empty()).render();
      }
    } catch (MtreeFormatException e) {
      Refusal.check(e, FILE);
    }
  }
}

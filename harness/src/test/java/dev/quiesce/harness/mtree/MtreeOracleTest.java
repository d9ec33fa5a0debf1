package dev.quiesce.harness.mtree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quiesce.api.memory.MemoryRegion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rendering against what QEMU printed for the same machine at the same moment. */
class MtreeOracleTest {
  private final MtreeOracle oracle = new MtreeOracle();

  static List<Path> completeTrees() {
    return MtreeFiles.ending(".all.txt");
  }

  static List<Path> treesWithoutDisabled() {
    return MtreeFiles.ending(".tree.txt");
  }

  @ParameterizedTest
  @MethodSource("completeTrees")
  void run_treeWithDisabledRegions_reproducesQemusViews(Path tree) {
    MtreeResult result = oracle.run(tree, Optional.of(MtreeFiles.views(tree)));
    assertThat(result.differences()).isEmpty();
    assertThat(result.undecidable()).isEmpty();
    assertThat(result.outcome()).isEqualTo(MtreeResult.Outcome.EQUAL);
    assertThat(result.rangesCompared()).isGreaterThan(10).isEqualTo(result.rangesRendered());
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void run_everyMachine_thereAreAtLeastEleven() {
    assertThat(completeTrees()).hasSizeGreaterThanOrEqualTo(11);
    assertThat(treesWithoutDisabled()).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("treesWithoutDisabled")
  void run_treeWithoutDisabledRegions_isNeverCalledEqual(Path tree) {
    MtreeResult result = oracle.run(tree, Optional.of(MtreeFiles.views(tree)));
    assertThat(result.differences()).isEmpty();
    assertThat(result.outcome()).isEqualTo(MtreeResult.Outcome.EQUAL_BY_ASSUMPTION);
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.assumptions().get(0).text()).contains("disabled regions are missing");
  }

  @ParameterizedTest
  @MethodSource("completeTrees")
  void render_ofEveryMachine_isReadBackAsTheSameViews(Path tree) {
    MtreeResult result = oracle.run(tree, Optional.empty());
    assertThat(FlatParser.parse(MtreeText.of("rendered", result.render())))
        .isEqualTo(result.views());
    assertThat(result.outcome()).isEqualTo(MtreeResult.Outcome.RENDERED);
    assertThat(result.render()).contains("# rule: ").contains("nothing to compare with");
  }

  @Test
  void run_oneRangeOfQemuChanged_differsThere(@TempDir Path dir) throws Exception {
    Path tree = MtreeFiles.ending("pc_default.all.txt").get(0);
    String views = Files.readString(MtreeFiles.views(tree));
    Path changed = dir.resolve("flat.txt");
    Files.writeString(changed, views.replace("(prio 0, i/o): hpet", "(prio 1, i/o): hpet"));
    MtreeResult result = oracle.run(tree, Optional.of(changed));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.differences())
        .hasSize(2)
        .allSatisfy(d -> assertThat(d.expected()).contains("hpet").contains("prio 1"));
    assertThat(result.render()).contains("# differs: range of ");
  }

  @Test
  void run_addressSpaceInAnotherView_differsInGrouping(@TempDir Path dir) throws Exception {
    Path tree = MtreeFiles.ending("pc_default.all.txt").get(0);
    String views = Files.readString(MtreeFiles.views(tree));
    Path changed = dir.resolve("flat.txt");
    Files.writeString(changed, views.replace(" AS \"PIIX3\", root: bus master container\n", ""));
    MtreeResult result = oracle.run(tree, Optional.of(changed));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.differences()).extracting(Difference::what).contains("grouping");
  }

  @Test
  void run_ownOperationsTableWithoutIo_showsTheGaps() {
    Path tree = MtreeFiles.ending("pc_default.all.txt").get(0);
    MtreeRules rules = new MtreeRules(Set.of("rtc"), Set.of(), Set.of("pam-rom"));
    MtreeResult result = new MtreeOracle(rules).run(tree, Optional.of(MtreeFiles.views(tree)));
    assertThat(result.differences())
        .isNotEmpty()
        .allSatisfy(d -> assertThat(d.expected()).contains("io"));
    MtreeRules more = rules.withOwnOperations(Set.of("io")).withEmptyContainers(Set.of("none"));
    assertThat(new MtreeOracle(more).run(tree, Optional.of(MtreeFiles.views(tree))).exitCode())
        .isZero();
  }

  @Test
  void load_everyBundledMachine_hasItsAddressSpacesAndRam() {
    for (String name : BundledMachines.names()) {
      Machine machine = BundledMachines.load(name);
      MemoryRegion system = machine.root("memory").orElseThrow();
      assertThat(system.name()).isEqualTo("system");
      assertThat(machine.root("I/O").orElseThrow().terminates()).isTrue();
      assertThat(machine.ramRegions()).extracting(MemoryRegion::name).contains("pc.ram", "pc.bios");
      assertThat(machine.writableRam())
          .extracting(MemoryRegion::name)
          .contains("pc.ram")
          .doesNotContain("pc.bios");
      assertThat(machine.regions()).doesNotHaveDuplicates().contains(system);
    }
  }

  @Test
  void load_pcDefault_printsOneRegionOnce() {
    Machine machine = BundledMachines.load("pc_default");
    assertThat(machine.regions()).filteredOn(r -> r.name().equals("system")).hasSize(1);
    assertThat(machine.regions()).filteredOn(r -> r.name().equals("pc.bios")).hasSize(1);
    assertThat(machine.writableRam().get(0).size().toUnsignedLong()).isEqualTo(512L << 20);
    assertThat(machine.root("cpu-memory-0")).containsSame(machine.root("memory").orElseThrow());
    assertThat(machine.root("nowhere")).isEmpty();
  }

  @Test
  void load_unknownName_namesThoseThereAre() {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> BundledMachines.load("pc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("q35_pcie_virtio");
  }

  @Test
  void result_asJson_hasTheCountsAndNoViews() {
    Path tree = MtreeFiles.ending("pc_default.all.txt").get(0);
    MtreeResult result = oracle.run(tree, Optional.of(MtreeFiles.views(tree)));
    JsonNode json = new ObjectMapper().valueToTree(result);
    assertThat(json.get("outcome").asText()).isEqualTo("EQUAL");
    assertThat(json.get("rangesCompared").asInt()).isEqualTo(101);
    assertThat(json.has("views")).isFalse();
  }
}

package dev.quiesce.harness.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cycles of edges that are given by hand. */
final class LockGraphTest {
  private static LockEdge edge(String held, String wanted, String thread, String... guards) {
    return new LockEdge(
        held, wanted, thread, 1, 2, () -> "in no call", () -> "in no call", Set.of(guards));
  }

  private static List<String> cycles(LockEdge... edges) {
    LockGraph graph = new LockGraph();
    graph.add(List.of(edges));
    return graph.cycles().stream().map(LockGraphTest::locks).toList();
  }

  private static String locks(List<LockEdge> cycle) {
    return LockGraph.split(LockGraph.text(cycle)).get(0);
  }

  @Test
  void cycle_ofFourLocks_isFound() {
    assertThat(
            cycles(
                edge("c", "d", "t3"),
                edge("a", "b", "t1"),
                edge("d", "a", "t4"),
                edge("b", "c", "t2")))
        .containsExactly("a -> b -> c -> d -> a");
  }

  @Test
  void cycles_ofSeveralLengths_areTheShortestFirst() {
    assertThat(
            cycles(
                edge("a", "b", "t1"),
                edge("b", "c", "t2"),
                edge("c", "a", "t3"),
                edge("x", "y", "t1"),
                edge("y", "x", "t2")))
        .containsExactly("x -> y -> x", "a -> b -> c -> a");
  }

  @Test
  void cycle_thatHoldsAShorterOne_isLeftOut() {
    assertThat(
            cycles(
                edge("a", "b", "t1"),
                edge("b", "a", "t2"),
                edge("b", "c", "t2"),
                edge("c", "a", "t3")))
        .containsExactly("a -> b -> a");
  }

  @Test
  void cycles_ofTheSameLength_areAllFound() {
    assertThat(
            cycles(
                edge("a", "b", "t1"),
                edge("b", "a", "t2"),
                edge("b", "c", "t2"),
                edge("c", "b", "t3")))
        .containsExactlyInAnyOrder("a -> b -> a", "b -> c -> b");
  }

  @Test
  void cycle_whoseEveryEdgeHasTheGuard_isNone() {
    assertThat(cycles(edge("a", "b", "t1", "g"), edge("b", "a", "t2", "g"))).isEmpty();
  }

  @Test
  void cycle_whoseEdgesHaveDifferentGuards_isOne() {
    assertThat(cycles(edge("a", "b", "t1", "g"), edge("b", "a", "t2", "h"))).hasSize(1);
    assertThat(cycles(edge("a", "b", "t1", "g"), edge("b", "a", "t2"))).hasSize(1);
  }

  @Test
  void guard_thatIsALockOfTheCycle_keepsNobodyOut() {
    assertThat(
            cycles(edge("a", "b", "t1", "c"), edge("b", "c", "t2", "c"), edge("c", "a", "t3", "c")))
        .hasSize(1);
  }

  @Test
  void edges_thatDifferInThreadOrGuards_areBothKept() {
    assertThat(cycles(edge("a", "b", "t1", "g"), edge("a", "b", "t1"), edge("b", "a", "t2", "g")))
        .hasSize(1);
    assertThat(edge("a", "b", "t1").sameAs(edge("a", "b", "t2"))).isFalse();
    assertThat(edge("a", "b", "t1").sameAs(edge("a", "c", "t1"))).isFalse();
    assertThat(edge("a", "b", "t1").sameAs(edge("c", "b", "t1"))).isFalse();
    assertThat(edge("a", "b", "t1").sameAs(edge("a", "b", "t1", "g"))).isFalse();
    assertThat(edge("a", "b", "t1").sameAs(edge("a", "b", "t1"))).isTrue();
  }

  @Test
  void text_ofACycle_isKnownAndComesApart() {
    List<LockEdge> cycle = List.of(edge("a", "b", "t1"), edge("b", "a", "t2"));
    String text = LockGraph.text(cycle);
    assertThat(LockGraph.isText(text)).isTrue();
    assertThat(LockGraph.split(text))
        .containsExactly(
            "a -> b -> a",
            "t1 holds a (step 1, in no call) and takes b (after step 2, in no call);"
                + " t2 holds b (step 1, in no call) and takes a (after step 2, in no call)");
    assertThat(LockGraph.isText("the subject threw: something")).isFalse();
    assertThat(LockGraph.isText("lock order: ")).isFalse();
  }
}

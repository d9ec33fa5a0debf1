package dev.quiesce.api.seam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.heap.Storage;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Field tokens with real threads: each accessor does what its name says. */
@Timeout(60)
@SuppressWarnings("UnnecessaryStringBuilder") // strings of their own identity are the point
final class FieldTest {
  /** One field of each kind. */
  @SuppressWarnings("unused") // through the tokens
  private static final class Fields extends SharedObject {
    static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    static final RefField<Fields, String> REF =
        RefField.of(LOOKUP, Fields.class, "ref", String.class);
    static final IntField<Fields> INT = IntField.of(LOOKUP, Fields.class, "number");
    static final LongField<Fields> LONG = LongField.of(LOOKUP, Fields.class, "wide");

    private String ref;
    private int number;
    private long wide;
  }

  private final Fields object = new Fields();

  static Stream<BiConsumer<Fields, Integer>> setters() {
    return Stream.of(
        (o, v) -> {
          Fields.INT.setPlain(o, v);
          Fields.LONG.setPlain(o, v);
          Fields.REF.setPlain(o, "" + v);
        },
        (o, v) -> {
          Fields.INT.setOpaque(o, v);
          Fields.LONG.setOpaque(o, v);
          Fields.REF.setOpaque(o, "" + v);
        },
        (o, v) -> {
          Fields.INT.setRelease(o, v);
          Fields.LONG.setRelease(o, v);
          Fields.REF.setRelease(o, "" + v);
        },
        (o, v) -> {
          Fields.INT.setVolatile(o, v);
          Fields.LONG.setVolatile(o, v);
          Fields.REF.setVolatile(o, "" + v);
        });
  }

  static List<Function<Fields, String>> getters() {
    return List.of(
        o -> Fields.INT.getPlain(o) + "," + Fields.LONG.getPlain(o) + "," + Fields.REF.getPlain(o),
        o ->
            Fields.INT.getOpaque(o)
                + ","
                + Fields.LONG.getOpaque(o)
                + ","
                + Fields.REF.getOpaque(o),
        o ->
            Fields.INT.getAcquire(o)
                + ","
                + Fields.LONG.getAcquire(o)
                + ","
                + Fields.REF.getAcquire(o),
        o ->
            Fields.INT.getVolatile(o)
                + ","
                + Fields.LONG.getVolatile(o)
                + ","
                + Fields.REF.getVolatile(o));
  }

  @ParameterizedTest
  @MethodSource("setters")
  void set_inAnyMode_isReadInEveryMode(BiConsumer<Fields, Integer> setter) {
    setter.accept(object, 7);
    for (Function<Fields, String> getter : getters()) {
      assertThat(getter.apply(object)).isEqualTo("7,7,7");
    }
    assertThat(Fields.INT.peek(object)).isEqualTo(7);
    assertThat(Fields.LONG.peek(object)).isEqualTo(7L);
    assertThat(Fields.REF.peek(object)).isEqualTo("7");
  }

  @Test
  void poke_always_replacesTheValue() {
    Fields.INT.poke(object, 3);
    Fields.LONG.poke(object, 1L << 40);
    Fields.REF.poke(object, "x");
    assertThat(getters().get(0).apply(object)).isEqualTo("3," + (1L << 40) + ",x");
    Fields.REF.poke(object, null);
    assertThat(Fields.REF.getPlain(object)).isNull();
  }

  @Test
  void compareAndSet_always_replacesOnlyTheExpected() {
    assertThat(Fields.INT.compareAndSet(object, 1, 2)).isFalse();
    assertThat(Fields.INT.compareAndSet(object, 0, 2)).isTrue();
    assertThat(Fields.INT.getPlain(object)).isEqualTo(2);
    assertThat(Fields.LONG.compareAndSet(object, 0, 1L << 40)).isTrue();
    assertThat(Fields.LONG.compareAndSet(object, 0, 1)).isFalse();
    assertThat(Fields.LONG.getPlain(object)).isEqualTo(1L << 40);
    String first = new StringBuilder("a").toString();
    assertThat(Fields.REF.compareAndSet(object, null, first)).isTrue();
    // Identity, not equality.
    assertThat(Fields.REF.compareAndSet(object, new StringBuilder("a").toString(), "b")).isFalse();
    assertThat(Fields.REF.compareAndSet(object, first, "b")).isTrue();
  }

  @Test
  void getAndSet_always_returnsTheOldValue() {
    assertThat(Fields.INT.getAndSet(object, 5)).isZero();
    assertThat(Fields.INT.getAndSet(object, 6)).isEqualTo(5);
    assertThat(Fields.LONG.getAndSet(object, 5)).isZero();
    assertThat(Fields.LONG.getAndSet(object, 6)).isEqualTo(5);
    assertThat(Fields.REF.getAndSet(object, "a")).isNull();
    assertThat(Fields.REF.getAndSet(object, null)).isEqualTo("a");
  }

  @Test
  void getAndAdd_always_returnsTheOldValueAndWraps() {
    assertThat(Fields.INT.getAndAdd(object, Integer.MAX_VALUE)).isZero();
    assertThat(Fields.INT.getAndAdd(object, 1)).isEqualTo(Integer.MAX_VALUE);
    assertThat(Fields.INT.getPlain(object)).isEqualTo(Integer.MIN_VALUE);
    assertThat(Fields.LONG.getAndAdd(object, -2)).isZero();
    assertThat(Fields.LONG.getPlain(object)).isEqualTo(-2);
  }

  @Test
  void addReference_ofZero_isRefused() {
    assertThat(Fields.INT.addReference(object)).isFalse();
    assertThat(Fields.INT.getPlain(object)).isZero();
  }

  @Test
  void dropReference_ofTheLast_saysSo() {
    Fields.INT.setPlain(object, 1);
    assertThat(Fields.INT.addReference(object)).isTrue();
    assertThat(Fields.INT.dropReference(object)).isFalse();
    assertThat(Fields.INT.dropReference(object)).isTrue();
    assertThat(Fields.INT.getPlain(object)).isZero();
  }

  @Test
  void updates_fromTwoThreads_loseNothing() throws InterruptedException {
    Fields.INT.setPlain(object, 1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int k = 0; k < 20_000; k++) {
                  boolean unused = Fields.INT.addReference(object);
                  Fields.LONG.getAndAdd(object, 1);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(Fields.INT.getVolatile(object)).isEqualTo(40_001);
    assertThat(Fields.LONG.getVolatile(object)).isEqualTo(40_000);
  }

  @Test
  void indices_ofOneClass_areDistinct() {
    assertThat(List.of(Fields.REF.index(), Fields.INT.index(), Fields.LONG.index()))
        .doesNotHaveDuplicates();
    assertThat(List.of(Fields.REF.name(), Fields.INT.name(), Fields.LONG.name()))
        .containsExactly("ref", "number", "wide");
  }

  @Test
  void token_ofAFieldThatIsNotThere_isRefusedAtOnce() {
    assertThatThrownBy(() -> IntField.of(MethodHandles.lookup(), Fields.class, "nothing"))
        .hasCauseInstanceOf(NoSuchFieldException.class)
        .hasStackTraceContaining("nothing");
    assertThatThrownBy(() -> IntField.of(MethodHandles.lookup(), Fields.class, "wide"))
        .hasCauseInstanceOf(NoSuchFieldException.class);
  }

  /** A struct in manually managed memory. */
  @SuppressWarnings("unused") // through the tokens
  private static final class Block extends HeapObject {
    static final IntField<Block> INT = IntField.of(MethodHandles.lookup(), Block.class, "number");

    private int number;

    Block(Storage storage) {
      super(storage);
    }
  }

  static Stream<Function<Block, Object>> accesses() {
    return Stream.of(
        Block.INT::getPlain,
        Block.INT::getOpaque,
        Block.INT::getAcquire,
        Block.INT::getVolatile,
        block -> set(() -> Block.INT.setPlain(block, 1)),
        block -> set(() -> Block.INT.setOpaque(block, 1)),
        block -> set(() -> Block.INT.setRelease(block, 1)),
        block -> set(() -> Block.INT.setVolatile(block, 1)),
        block -> Block.INT.compareAndSet(block, 0, 1),
        block -> Block.INT.getAndSet(block, 1),
        block -> Block.INT.getAndAdd(block, 1),
        block -> Block.INT.addReference(block),
        block -> Block.INT.dropReference(block));
  }

  private static Object set(Runnable setter) {
    setter.run();
    return setter;
  }

  @ParameterizedTest
  @MethodSource("accesses")
  void access_afterFree_isAFaultInACheckedProcess(Function<Block, Object> access) {
    assertThat(Seam.MODE).isEqualTo(SeamMode.CHECKED);
    Heap heap = new Heap(HeapMode.QUARANTINE, false);
    Block block = heap.allocate("Block", "block", Block.class, Block::new);
    Object unused = access.apply(block);
    heap.free(block);
    assertThatThrownBy(() -> access.apply(block))
        .isInstanceOfSatisfying(
            MemoryFault.class,
            fault -> assertThat(fault.kind()).isEqualTo(FaultKind.USE_AFTER_FREE))
        .hasMessageContaining("number");
  }
}

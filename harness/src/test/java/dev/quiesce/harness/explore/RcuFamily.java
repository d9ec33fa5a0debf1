package dev.quiesce.harness.explore;

import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.RcuLitmus.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Litmus programs over an RCU domain, made from a seed: two or three threads of a few phrases each,
 * over two variables, with the thread that runs callbacks and with the BQL, so that some can
 * deadlock. The same at every build.
 */
final class RcuFamily {
  private static final List<Phrase> ACCESSES = List.of(Phrase.READ, Phrase.WRITE);
  private static final List<Phrase> SECTIONS =
      List.of(
          Phrase.READ_BOTH_IN_SECTION,
          Phrase.WRITE_BOTH_IN_SECTION,
          Phrase.READ_THEN_WRITE_IN_SECTION,
          Phrase.NESTED_SECTIONS,
          Phrase.SECTION_UNDER_BQL,
          Phrase.BQL_IN_SECTION);
  private static final List<Phrase> WAITS =
      List.of(
          Phrase.SYNCHRONIZE,
          Phrase.SYNCHRONIZE_UNDER_BQL,
          Phrase.CALL,
          Phrase.DRAIN,
          Phrase.DRAIN_UNDER_BQL);

  /** Spreads neighbouring seeds: the first numbers of their generators are much alike. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** What a thread does in a row. */
  private enum Phrase {
    READ,
    WRITE,
    READ_BOTH_IN_SECTION,
    WRITE_BOTH_IN_SECTION,
    READ_THEN_WRITE_IN_SECTION,
    NESTED_SECTIONS,
    SECTION_UNDER_BQL,
    BQL_IN_SECTION,
    SYNCHRONIZE,
    SYNCHRONIZE_UNDER_BQL,
    CALL,
    DRAIN,
    DRAIN_UNDER_BQL
  }

  /** A phrase, and which of the two variables comes first. */
  private record Line(Phrase phrase, boolean swapped) {
    @Override
    public String toString() {
      return phrase + (swapped ? "(y,x)" : "(x,y)");
    }
  }

  private final List<List<Line>> threads = new ArrayList<>();

  /** A reader; an updater that waits between two accesses; and now and then another thread. */
  RcuFamily(long seed) {
    Random random = new Random(seed * SPREAD);
    threads.add(lines(random, List.of(SECTIONS)));
    boolean swapped = random.nextBoolean();
    threads.add(
        List.of(
            new Line(one(random, ACCESSES), swapped),
            new Line(one(random, WAITS), swapped),
            new Line(one(random, ACCESSES), !swapped)));
    switch (random.nextInt(4)) {
      case 0 -> threads.add(lines(random, List.of(SECTIONS)));
      case 1 -> threads.add(lines(random, List.of(WAITS)));
      case 2 -> threads.add(lines(random, List.of(ACCESSES)));
      default -> {
        // Two threads.
      }
    }
  }

  private static List<Line> lines(Random random, List<List<Phrase>> kinds) {
    return kinds.stream().map(kind -> new Line(one(random, kind), random.nextBoolean())).toList();
  }

  private static Phrase one(Random random, List<Phrase> phrases) {
    return phrases.get(random.nextInt(phrases.size()));
  }

  @Override
  public String toString() {
    return threads.toString();
  }

  /** Adds the program's threads and final values. */
  void build(RcuLitmus litmus) {
    boolean called = threads.stream().flatMap(List::stream).anyMatch(RcuFamily::needsWorker);
    if (called) {
      litmus.worker();
    }
    for (int i = 0; i < threads.size(); i++) {
      litmus.thread(body(litmus, i, threads.get(i)));
    }
    litmus.lastOfBoth();
  }

  private static boolean needsWorker(Line line) {
    return switch (line.phrase()) {
      case CALL, DRAIN, DRAIN_UNDER_BQL -> true;
      default -> false;
    };
  }

  private static Consumer<Role> body(RcuLitmus litmus, int thread, List<Line> lines) {
    return role -> {
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        Cell first = line.swapped() ? litmus.y : litmus.x;
        Cell second = line.swapped() ? litmus.x : litmus.y;
        say(role, line.phrase(), first, second, "r" + thread + i, 1 + thread);
      }
    };
  }

  private static void say(
      Role role, Phrase phrase, Cell first, Cell second, String register, int value) {
    switch (phrase) {
      case READ -> role.read(register, first);
      case WRITE -> role.write(first, value);
      case READ_BOTH_IN_SECTION ->
          role.lock().read(register + "a", first).read(register + "b", second).unlock();
      case WRITE_BOTH_IN_SECTION -> role.lock().write(first, value).write(second, value).unlock();
      case READ_THEN_WRITE_IN_SECTION ->
          role.lock().read(register, first).write(second, value).unlock();
      case NESTED_SECTIONS ->
          role.lock()
              .read(register + "a", first)
              .lock()
              .unlock()
              .read(register + "b", second)
              .unlock();
      case SECTION_UNDER_BQL -> role.takeBql().lock().read(register, first).unlock().dropBql();
      case BQL_IN_SECTION ->
          role.lock()
              .read(register + "a", first)
              .takeBql()
              .dropBql()
              .read(register + "b", second)
              .unlock();
      case SYNCHRONIZE -> role.synchronize();
      case SYNCHRONIZE_UNDER_BQL -> role.takeBql().synchronize().dropBql();
      case CALL -> role.call(first, value);
      case DRAIN -> role.drain();
      case DRAIN_UNDER_BQL -> role.takeBql().drain().dropBql();
    }
  }
}

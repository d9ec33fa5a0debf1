package dev.quiesce.harness.explore;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Litmus tests with their verdicts, numbered as in the review's table of them; most come from the
 * Linux kernel's memory model and its collection of litmus tests.
 */
final class RcuLitmusTests {
  /** What must become of an outcome. */
  enum Verdict {
    /** Unreachable; sequential consistency alone sees to that. */
    FORBIDDEN,
    /** Unreachable, and reachable when the waiting is left out: the waiting sees to that. */
    FORBIDDEN_BY_WAITING,
    /** Unreachable, and reachable with store buffers when the grace period and its fences go. */
    FORBIDDEN_BY_FENCES,
    /** The memory model makes no claim, and x86 does not show it: nothing to check but the end. */
    ALLOWED,
    /** Allowed, and must be seen. */
    SEEN
  }

  /**
   * One test.
   *
   * @param outcome registers and final values, all of which together make it
   */
  record Case(String name, Verdict verdict, String outcome, Consumer<RcuLitmus> body) {
    boolean in(Set<String> outcomes) {
      List<String> parts = Arrays.asList(outcome.split(" ", -1));
      return outcomes.stream()
          .anyMatch(seen -> Arrays.asList(seen.split("[\\[\\], ]+", -1)).containsAll(parts));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private RcuLitmusTests() {}

  static Stream<Case> all() {
    return Stream.concat(twoThreads(), moreThreads());
  }

  static Stream<Case> twoThreads() {
    return Stream.of(
        new Case(
            "T1 store buffering",
            Verdict.FORBIDDEN_BY_FENCES,
            "r0=0 r1=0",
            t ->
                t.thread(p -> p.lock().write(t.x, 1).read("r0", t.y).unlock())
                    .thread(p -> p.write(t.y, 1).synchronize().read("r1", t.x))),
        new Case(
            "T2 message passing",
            Verdict.FORBIDDEN,
            "r0=1 r1=0",
            t ->
                t.thread(p -> p.lock().write(t.x, 1).write(t.y, 1).unlock())
                    .thread(p -> p.read("r0", t.y).synchronize().read("r1", t.x))),
        new Case(
            "T3 RCU+sync+read",
            Verdict.FORBIDDEN_BY_WAITING,
            "r0=1 r1=0",
            t ->
                t.thread(p -> p.lock().write(t.x, 1).write(t.y, 1).unlock())
                    .thread(p -> p.read("r0", t.x).synchronize().read("r1", t.y))),
        new Case(
            "T4 the guarantee",
            Verdict.FORBIDDEN_BY_WAITING,
            "r0=0 r1=1",
            t ->
                t.thread(p -> p.lock().read("r0", t.x).read("r1", t.y).unlock())
                    .thread(p -> p.write(t.x, 1).synchronize().write(t.y, 1))),
        new Case(
            "T5 RCU+sync+free",
            Verdict.FORBIDDEN_BY_WAITING,
            "p=1 v=9",
            t ->
                t.thread(
                        p -> {
                          p.lock();
                          t.follow(p, t.pointer);
                          p.unlock();
                        })
                    .thread(p -> p.write(t.pointer, 2).synchronize().write(t.objects[1], 9))),
        new Case(
            "T6 removal from a list",
            Verdict.FORBIDDEN_BY_WAITING,
            "first=1 p=2 v=9",
            t ->
                t.thread(
                        p -> {
                          p.lock().read("first", t.pointer);
                          t.follow(p, t.next);
                          p.unlock();
                        })
                    .thread(p -> p.write(t.next, 0).synchronize().write(t.objects[2], 9))),
        new Case(
            "T7 load buffering",
            Verdict.FORBIDDEN,
            "r0=1 r1=1",
            t ->
                t.thread(p -> p.lock().read("r0", t.x).write(t.y, 1).unlock())
                    .thread(p -> p.read("r1", t.y).synchronize().write(t.x, 1))),
        new Case(
            "T8 nested sections",
            Verdict.FORBIDDEN_BY_WAITING,
            "r0=0 r1=1",
            t ->
                t.thread(p -> p.lock().read("r0", t.x).lock().unlock().read("r1", t.y).unlock())
                    .thread(p -> p.write(t.x, 1).synchronize().write(t.y, 1))),
        new Case(
            "T9 R",
            Verdict.FORBIDDEN_BY_FENCES,
            "x=2 r=0",
            t ->
                t.thread(p -> p.lock().write(t.x, 2).read("r", t.y).unlock())
                    .thread(p -> p.write(t.y, 1).synchronize().write(t.x, 1))
                    .last("x", t.x)),
        new Case(
            "T10 R, the other way round",
            Verdict.FORBIDDEN_BY_FENCES,
            "x=2 r=0",
            t ->
                t.thread(p -> p.write(t.x, 2).synchronize().read("r", t.y))
                    .thread(p -> p.lock().write(t.y, 1).write(t.x, 1).unlock())
                    .last("x", t.x)),
        new Case(
            "T11 S",
            Verdict.FORBIDDEN,
            "y=2 r=1",
            t ->
                t.thread(p -> p.lock().write(t.y, 2).write(t.x, 1).unlock())
                    .thread(p -> p.read("r", t.x).synchronize().write(t.y, 1))
                    .last("y", t.y)),
        new Case(
            "T12 2+2W",
            Verdict.FORBIDDEN,
            "x=1 y=1",
            t ->
                t.thread(p -> p.lock().write(t.x, 1).write(t.y, 2).unlock())
                    .thread(p -> p.write(t.y, 1).synchronize().write(t.x, 2))
                    .last("x", t.x)
                    .last("y", t.y)),
        new Case(
            "T13 publish",
            Verdict.FORBIDDEN,
            "p=2 v=0",
            t ->
                t.thread(p -> p.write(t.objects[2], 1).write(t.pointer, 2))
                    .thread(
                        p -> {
                          p.lock();
                          t.follow(p, t.pointer);
                          p.unlock();
                        })),
        new Case(
            "T14 callback",
            Verdict.FORBIDDEN_BY_WAITING,
            "r0=0 r1=1",
            t ->
                t.worker()
                    .thread(p -> p.lock().read("r0", t.x).read("r1", t.y).unlock())
                    .thread(p -> p.write(t.x, 1).call(t.y, 1))),
        new Case(
            "T15 a grace period is no drain",
            Verdict.SEEN,
            "r=0",
            t -> t.worker().thread(p -> p.call(t.x, 1).synchronize().read("r", t.x))),
        new Case(
            "T16 drain",
            Verdict.FORBIDDEN,
            "r=0",
            t -> t.worker().thread(p -> p.call(t.x, 1).drain().read("r", t.x))),
        new Case(
            "T18 adjacent sections order nothing",
            Verdict.ALLOWED,
            "r1=1 r2=0",
            t ->
                t.thread(p -> p.lock().write(t.x, 1).unlock().lock().write(t.y, 1).unlock())
                    .thread(
                        p -> p.lock().read("r1", t.y).unlock().lock().read("r2", t.x).unlock())),
        new Case(
            "callbacks run in order",
            Verdict.FORBIDDEN,
            "x=1",
            t -> t.worker().thread(p -> p.call(t.x, 1).call(t.x, 2)).last("x", t.x)));
  }

  static Stream<Case> moreThreads() {
    return Stream.of(
        new Case(
            "T20 two readers, one grace period",
            Verdict.ALLOWED,
            "r0=1 r1=1 r2=1",
            t ->
                t.thread(p -> p.lock().read("r0", t.x).write(t.y, 1).unlock())
                    .thread(p -> p.read("r1", t.y).synchronize().write(t.z, 1))
                    .thread(p -> p.lock().read("r2", t.z).write(t.x, 1).unlock())),
        new Case(
            "T21 two readers, two grace periods",
            Verdict.FORBIDDEN,
            "r0=1 r1=1 r2=1 r3=1",
            t ->
                t.thread(p -> p.lock().read("r0", t.x).write(t.y, 1).unlock())
                    .thread(p -> p.read("r1", t.y).synchronize().write(t.z, 1))
                    .thread(p -> p.lock().read("r2", t.z).write(t.a, 1).unlock())
                    .thread(p -> p.read("r3", t.a).synchronize().write(t.x, 1))),
        new Case(
            "T22 a grace period does not partition",
            Verdict.SEEN,
            "r1=1 r2=0 r3=1",
            t ->
                t.thread(p -> p.lock().write(t.a, 1).write(t.b, 1).unlock())
                    .thread(p -> p.read("r1", t.a).synchronize().write(t.c, 1))
                    .thread(p -> p.lock().read("r2", t.b).read("r3", t.c).unlock())),
        new Case(
            "T23 two grace periods do",
            Verdict.FORBIDDEN_BY_WAITING,
            "r1=1 r2=1 r3=0 r4=1",
            t ->
                t.thread(p -> p.lock().write(t.a, 1).write(t.b, 1).unlock())
                    .thread(p -> p.read("r1", t.a).synchronize().write(t.c, 1))
                    .thread(p -> p.read("r2", t.c).synchronize().write(t.x, 1))
                    .thread(p -> p.lock().read("r3", t.b).read("r4", t.x).unlock())),
        new Case(
            "T24 WRC",
            Verdict.FORBIDDEN,
            "r3=1 r1=1 r2=0",
            t ->
                t.thread(p -> p.write(t.y, 1))
                    .thread(p -> p.read("r3", t.y).synchronize().write(t.x, 1))
                    .thread(p -> p.lock().read("r1", t.x).read("r2", t.y).unlock())),
        new Case(
            "T25 ISA2, one reader, two grace periods",
            Verdict.FORBIDDEN_BY_WAITING,
            "r1=1 r2=1 r3=0",
            t ->
                t.thread(p -> p.lock().write(t.x, 1).write(t.a, 1).unlock())
                    .thread(p -> p.read("r1", t.x).synchronize().write(t.c, 1))
                    .thread(p -> p.read("r2", t.c).synchronize().read("r3", t.a))),
        new Case(
            "T25 ISA2, two readers, one grace period",
            Verdict.ALLOWED,
            "r1=1 r2=1 r3=0",
            t ->
                t.thread(p -> p.lock().write(t.a, 1).write(t.x, 1).unlock())
                    .thread(p -> p.read("r1", t.x).synchronize().write(t.c, 1))
                    .thread(p -> p.lock().read("r2", t.c).read("r3", t.a).unlock())),
        new Case(
            "T26 IRIW",
            Verdict.FORBIDDEN,
            "r1=1 r2=0 r3=1 r4=0",
            t ->
                t.thread(p -> p.lock().read("r1", t.x).read("r2", t.y).unlock())
                    .thread(p -> p.read("r3", t.y).synchronize().read("r4", t.x))
                    .thread(p -> p.write(t.x, 1))
                    .thread(p -> p.write(t.y, 1))),
        new Case(
            "T27 three readers, three grace periods",
            Verdict.FORBIDDEN,
            "r0=1 r1=1 r2=1 r3=1",
            t ->
                t.thread(p -> p.lock().read("r0", t.x).write(t.y, 1).unlock())
                    .thread(p -> p.lock().read("r1", t.y).write(t.z, 1).unlock())
                    .thread(p -> p.lock().read("r2", t.z).write(t.a, 1).unlock())
                    .thread(
                        p ->
                            p.read("r3", t.a)
                                .synchronize()
                                .synchronize()
                                .synchronize()
                                .write(t.x, 1))),
        new Case(
            "T27 three readers, two grace periods",
            Verdict.ALLOWED,
            "r0=1 r1=1 r2=1 r3=1",
            t ->
                t.thread(p -> p.lock().read("r0", t.x).write(t.y, 1).unlock())
                    .thread(p -> p.lock().read("r1", t.y).write(t.z, 1).unlock())
                    .thread(p -> p.lock().read("r2", t.z).write(t.a, 1).unlock())
                    .thread(p -> p.read("r3", t.a).synchronize().synchronize().write(t.x, 1))));
  }
}

package dev.quiesce.harness.replay;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.fork.StackText;
import dev.quiesce.harness.workload.ThreadRole;
import dev.quiesce.harness.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Replays one workload over one protocol. A replay ends, whatever the protocol does: one that makes
 * no progress is given up, and its report says so.
 */
public final class Replayer {
  private final Workload workload;
  private final ReplaySettings settings;
  private final Optional<Path> intervalLogs;

  /**
   * Prepares a replay.
   *
   * @param intervalLogs a directory for one {@code .hlog} an operation, or one {@code .hlog} file
   */
  public Replayer(Workload workload, ReplaySettings settings, Optional<Path> intervalLogs) {
    this.workload = workload;
    this.settings = settings;
    this.intervalLogs = intervalLogs;
  }

  /**
   * Replays it once.
   *
   * @param protocol makes the strategy's protocol for a fresh machine
   * @throws IOException if an interval log cannot be written
   */
  public ReplayReport run(Function<Vm, Protocol> protocol)
      throws IOException, InterruptedException {
    Program program = ScriptCompiler.compile(workload, settings.clearCost());
    ReplayContext context = new ReplayContext(workload, program, settings, protocol);
    StartLine startLine =
        new StartLine(program.scripts().size(), program.firstNs(), context.abandoned);
    List<Carrier> threads = new ArrayList<>();
    for (Script script : program.scripts()) {
      ThreadMeter meter = new ThreadMeter(script);
      Runnable body =
          script.role == ThreadRole.CALL_RCU
              ? new CallbackFeeder(context, script, meter, startLine)
              : new ReplayThread(context, script, meter, startLine);
      threads.add(new Carrier(script.thread, meter, body));
    }
    context.vm.rcu().start(() -> context.memory.attach("call_rcu"));
    List<ThreadMeter> meters = threads.stream().map(Carrier::meter).toList();
    IntervalLog log = new IntervalLog(meters, context.heapMeter::takeMostWaiting, intervalLogs);
    long wallNs;
    boolean closed;
    try (log) {
      wallNs = replay(program, context, startLine, threads, log);
      closed = tearDown(context);
    }
    return new ReportBuilder(program, context, meters, log.totals(), wallNs, closed).build();
  }

  /** Runs the threads to their end; returns how long they took. */
  private long replay(
      Program program,
      ReplayContext context,
      StartLine startLine,
      List<Carrier> threads,
      IntervalLog log)
      throws InterruptedException {
    underBql(
        context, "setup", self -> program.earlySpaces().forEach(id -> context.initSpace(self, id)));
    threads.forEach(Thread::start);
    startLine.open();
    log.start();
    new Watchdog(context, threads, settings.patience()).watch();
    return System.nanoTime() - startLine.epoch();
  }

  /** Frees everything; false if that was not possible. */
  private boolean tearDown(ReplayContext context) throws InterruptedException {
    if (context.abandoned.isGivenUp()) {
      return false;
    }
    Optional<Thread> stuck =
        Watchdog.outlives(
            settings.patience(),
            "teardown",
            () -> {
              try {
                underBql(context, "teardown", context::tearDown);
                drain(context);
                context.vm.rcu().close();
              } catch (RuntimeException | Error e) {
                context.diagnoses.fatal("the teardown failed: " + StackText.of(e));
              }
            });
    stuck.ifPresent(
        thread ->
            context.diagnoses.fatal(
                "no progress: the teardown" + StackTraces.startingWith(List.of(thread))));
    return stuck.isEmpty();
  }

  /** Twice, because a callback that drops a map may queue the map's own. */
  private static void drain(ReplayContext context) {
    QemuThread self = context.memory.attach("teardown");
    context.vm.rcu().drain(self);
    context.vm.rcu().drain(self);
    context.vm.rcu().detach(self);
  }

  private static void underBql(ReplayContext context, String name, Consumer<QemuThread> action) {
    QemuThread self = context.memory.attach(name);
    context.vm.bql().lock(self, name);
    try {
      action.accept(self);
    } finally {
      context.vm.bql().unlock(self);
      context.vm.rcu().detach(self);
    }
  }
}

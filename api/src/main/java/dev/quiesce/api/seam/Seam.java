package dev.quiesce.api.seam;

import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The facade of the seam: factories, fences and markers. Fields are reached through their tokens
 * ({@link RefField}, {@link IntField}, {@link LongField}).
 *
 * <p>The mode is a constant of the process, so the JIT compiler removes every branch on it.
 */
public final class Seam {
  /** The mode of this process. */
  public static final SeamMode MODE = SeamMode.ofProcess();

  /** Whether operations are steps of a controlled scheduler. */
  public static final boolean CONTROLLED = MODE == SeamMode.CONTROLLED;

  /** Whether accesses check their storage, with real threads. */
  static final boolean CHECKED = MODE == SeamMode.CHECKED;

  /** Whether an access is more than the {@code VarHandle} operation. */
  static final boolean INSTRUMENTED = MODE != SeamMode.DIRECT;

  private static final ThreadLocal<Binding> CURRENT = new ThreadLocal<>();
  private static final ThreadLocal<Perturber> PERTURBER = new ThreadLocal<>();
  private static final ThreadLocal<LockWatch> WATCH = new ThreadLocal<>();

  /**
   * The binding that was asked for last. In a controlled process one thread acts at a time and asks
   * at each operation, so it nearly always finds its own here and need not look into its map of
   * thread locals. Racy on purpose: only the thread that a binding names trusts it, and that thread
   * alone makes and replaces its own.
   */
  private static Binding last = Binding.NONE;

  private Seam() {}

  /** Who schedules what a thread does; immutable, so that it may be published by a race. */
  private record Binding(@Nullable Thread thread, @Nullable Controller controller) {
    static final Binding NONE = new Binding(null, null);
  }

  /**
   * The controller of the running thread.
   *
   * @throws IllegalStateException if the thread was started outside the seam
   */
  public static Controller controller() {
    Binding binding = last;
    if (binding.thread != Thread.currentThread()) {
      binding = binding();
      last = binding;
    }
    return nonNull(binding.controller);
  }

  private static Binding binding() {
    Binding binding = CURRENT.get();
    if (binding == null) {
      throw new IllegalStateException(
          "thread '"
              + Thread.currentThread().getName()
              + "' uses the seam but was not started through it");
    }
    return binding;
  }

  /**
   * Binds the running thread to an execution; null unbinds it. For the scheduler of a controlled
   * process.
   */
  public static void bind(@Nullable Controller controller) {
    if (controller == null) {
      CURRENT.remove();
      last = Binding.NONE;
    } else {
      Binding binding = new Binding(Thread.currentThread(), controller);
      CURRENT.set(binding);
      last = binding;
    }
  }

  /** A new mutex, free. */
  public static Mutex mutex(String name) {
    return CONTROLLED ? controller().mutex(name) : new NativeMutex(name);
  }

  /** A new lock for many readers or one writer, free: the JDK's reentrant one. */
  public static ReadWriteLock readWriteLock(String name) {
    if (CONTROLLED) {
      return new ComposedReadWriteLock(name, false);
    }
    NativeReadWriteLock lock = new NativeReadWriteLock();
    return CHECKED ? new WatchedReadWriteLock(name, lock, lock::isSharedByCurrentThread) : lock;
  }

  /** The same, the JDK's stamped one: a reader that waits behind a writer cannot enter again. */
  public static ReadWriteLock stampedLock(String name) {
    if (CONTROLLED) {
      return new ComposedReadWriteLock(name, true);
    }
    NativeStampedLock lock = new NativeStampedLock();
    return CHECKED ? new WatchedReadWriteLock(name, lock, () -> false) : lock;
  }

  /** A new event. */
  public static Event event(String name, boolean set) {
    return CONTROLLED ? controller().event(name, set) : new NativeEvent(name, set);
  }

  /** A new thread, not started. A daemon's end is not waited for. */
  public static SeamThread thread(String name, boolean daemon, Runnable body) {
    return CONTROLLED
        ? controller().thread(name, daemon, body)
        : new NativeThread(name, daemon, body);
  }

  /**
   * Orders every earlier access of this thread before every later one: {@code smp_mb()}.
   *
   * @param site the fence's name in step tables; a planted bug removes a fence by it
   */
  public static void fullFence(String site) {
    if (CONTROLLED) {
      controller().fence(Fence.FULL, site);
    } else {
      VarHandle.fullFence();
    }
  }

  /**
   * A place that the compiler moves no access across, and that emits no instruction on x86-64: the
   * frequent side of an {@link AsymmetricBarrier}, where the argument for it is written. No step.
   */
  public static void compilerFence() {
    if (!CONTROLLED) {
      VarHandle.acquireFence();
    }
  }

  /** Tells the processor that the caller is about to look again. No step. */
  public static void spinWait() {
    if (!CONTROLLED) {
      Thread.onSpinWait();
    }
  }

  /** Gives the processor up once, if another thread wants it. No step. */
  @SuppressWarnings("ThreadPriorityCheck") // a hint; nothing relies on it
  public static void yieldProcessor() {
    if (!CONTROLLED) {
      Thread.yield();
    }
  }

  /** Executes a step of a specification; controlled processes only. */
  public static void step(AtomicStep step) {
    controller().step(step);
  }

  /** Brings storage to life or gives it back, as one step. */
  public static void lifetime(Lifetime lifetime, boolean freed, Runnable action) {
    if (CONTROLLED) {
      controller().lifetime(lifetime, freed, action);
    } else {
      action.run();
    }
  }

  /**
   * Notes what happened, in a controlled process, and for the thread's {@link LockWatch}; costs
   * nothing in a measuring process when the arguments cost nothing.
   */
  public static void mark(
      MarkerKind kind, @Nullable SharedObject subject, @Nullable Object detail) {
    if (CONTROLLED) {
      controller().mark(new Marker(kind, subject, detail));
      return;
    }
    LockWatch watch = lockWatch();
    if (watch != null) {
      watch.marked(kind, detail);
    }
  }

  /**
   * Announces a fault that the model cannot survive; a controlled execution ends here, before any
   * {@code finally} block of the subject can run.
   */
  public static <E extends Error> E failing(E fault) {
    if (CONTROLLED) {
      controller().failing(fault);
    }
    return fault;
  }

  /**
   * Lets {@code nanos} nanoseconds pass. Time does not exist in a controlled process: there it
   * returns at once.
   */
  public static void sleep(long nanos) {
    if (!CONTROLLED) {
      long end = System.nanoTime() + nanos;
      for (long left = nanos; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  /**
   * A place where a test may hold the running thread up. Nothing in a measuring process; nothing in
   * a controlled one either, where every delay is a schedule.
   */
  public static void delay(DelaySite site) {
    if (CHECKED) {
      Perturber perturber = PERTURBER.get();
      if (perturber != null) {
        perturber.at(site);
      }
    }
  }

  /** Binds the running thread's delays; null removes them. For the tests of a checked process. */
  public static void perturb(@Nullable Perturber perturber) {
    if (perturber == null) {
      PERTURBER.remove();
    } else {
      PERTURBER.set(perturber);
    }
  }

  /** Has the running thread's locks followed; null ends it. For the tests of a checked process. */
  public static void watch(@Nullable LockWatch watch) {
    if (watch == null) {
      WATCH.remove();
    } else {
      WATCH.set(watch);
    }
  }

  /** Who follows the running thread's locks; null if nobody does. */
  static @Nullable LockWatch lockWatch() {
    return CHECKED ? WATCH.get() : null;
  }

  /** The running thread's name, for diagnosis. */
  public static String threadName() {
    return CONTROLLED ? controller().threadName() : Thread.currentThread().getName();
  }

  static void checkLive(SharedObject object, String field, boolean write) {
    Lifetime lifetime = object.lifetime();
    if (lifetime != null) {
      lifetime.checkLive(object, field, write);
    }
  }

  static <T> T nonNull(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}

package dev.quiesce.harness.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Where tasks run: virtual threads where the JDK has them as a public API (21+), whose hand-over
 * costs a tenth of a platform thread's, else daemon platform threads.
 */
final class Carrier {
  /** {@code Thread.startVirtualThread(Runnable)}, or null before JDK 21. */
  private final MethodHandle startVirtual;

  private final boolean virtual;

  private Carrier(MethodHandle startVirtual, boolean virtual) {
    this.startVirtual = startVirtual;
    this.virtual = virtual;
  }

  static Carrier best() {
    try {
      MethodHandle start =
          MethodHandles.publicLookup()
              .findStatic(
                  Thread.class,
                  "startVirtualThread",
                  MethodType.methodType(Thread.class, Runnable.class));
      return new Carrier(start, Runtime.version().feature() >= 21);
    } catch (ReflectiveOperationException e) {
      return platform();
    }
  }

  /** Daemon platform threads. */
  static Carrier platform() {
    return new Carrier(
        MethodHandles.empty(MethodType.methodType(Thread.class, Runnable.class)), false);
  }

  /** What a result says about it. */
  String description() {
    return virtual ? "virtual threads" : "platform threads";
  }

  Thread start(String name, Runnable body) {
    if (virtual) {
      try {
        return (Thread) startVirtual.invokeExact(body);
      } catch (Throwable e) {
        throw new IllegalStateException("cannot start a virtual thread", e);
      }
    }
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}

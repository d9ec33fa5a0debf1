package dev.quiesce.harness.explore;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Counts the threads that a program makes behind the scheduler's back: those whose maker is a
 * watched thread, or was made by one. What the JVM or another explorer starts meanwhile is not
 * counted, nor is a thread that is told to inherit nothing.
 */
final class Strays {
  private final AtomicLong count = new AtomicLong();

  /** The JVM asks it in the maker's thread, while the new one is made. */
  private final InheritableThreadLocal<Boolean> watched =
      new InheritableThreadLocal<>() {
        @Override
        protected Boolean childValue(Boolean parent) {
          if (parent) {
            count.incrementAndGet();
          }
          return parent;
        }
      };

  /** How many were made so far. */
  long count() {
    return count.get();
  }

  /** From now on the threads that the calling thread makes are counted. */
  void watch() {
    watched.set(true);
  }

  /** Makes what is the scheduler's own, on a thread that may be watched. */
  <T> T exempt(Supplier<T> making) {
    Boolean before = watched.get();
    watched.remove();
    try {
      return making.get();
    } finally {
      if (before != null) {
        watched.set(before);
      }
    }
  }
}

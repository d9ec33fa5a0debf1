package dev.quiesce.api.seam;

/** A thread of the model. */
public interface SeamThread {
  /** The thread's name. */
  String name();

  /** Starts the body; everything before is visible to it. */
  void start();

  /** Waits until the body has ended; everything it did is visible afterwards. */
  void join();
}

package dev.quiesce.harness.replay;

/** A thread with its meter, so that callbacks and locks find it without a look-up. */
final class Carrier extends Thread {
  private final ThreadMeter meter;

  Carrier(String name, ThreadMeter meter, Runnable body) {
    super(body, name);
    this.meter = meter;
    setDaemon(true);
  }

  ThreadMeter meter() {
    return meter;
  }
}

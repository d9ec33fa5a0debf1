package dev.quiesce.api.seam;

/** A platform thread. */
final class NativeThread implements SeamThread {
  private final Thread thread;

  NativeThread(String name, boolean daemon, Runnable body) {
    this.thread = new Thread(body, name);
    thread.setDaemon(daemon);
  }

  @Override
  public String name() {
    return thread.getName();
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void join() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

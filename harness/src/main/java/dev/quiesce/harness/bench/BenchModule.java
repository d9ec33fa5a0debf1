package dev.quiesce.harness.bench;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.quiesce.harness.fork.ChildTask;

/** Binds the child task {@code bench}. */
public final class BenchModule extends AbstractModule {
  /** A module. */
  public BenchModule() {}

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), ChildTask.class).addBinding().to(BenchTask.class);
  }
}

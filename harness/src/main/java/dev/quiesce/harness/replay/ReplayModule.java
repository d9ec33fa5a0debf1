package dev.quiesce.harness.replay;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.quiesce.harness.fork.ChildTask;

/** Binds the child task {@code run}. */
public final class ReplayModule extends AbstractModule {
  /** A module. */
  public ReplayModule() {}

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), ChildTask.class).addBinding().to(RunTask.class);
  }
}

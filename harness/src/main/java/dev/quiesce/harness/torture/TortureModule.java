package dev.quiesce.harness.torture;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.quiesce.harness.fork.ChildTask;

/** Binds the child task {@code torture}. */
public final class TortureModule extends AbstractModule {
  /** A module. */
  public TortureModule() {}

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), ChildTask.class).addBinding().to(TortureTask.class);
  }
}

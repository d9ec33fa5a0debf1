package dev.quiesce.harness.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.quiesce.harness.result.WorkloadLibrary;

/** The parts of the command line. */
public final class CliModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(Children.class).in(Singleton.class);
    bind(WorkloadLibrary.class).to(RecordedWorkloads.class);
  }
}

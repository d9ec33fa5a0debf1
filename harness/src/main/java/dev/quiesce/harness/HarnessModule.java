package dev.quiesce.harness;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.quiesce.harness.catalogue.CatalogueModule;
import dev.quiesce.harness.catalogue.DescribeTask;
import dev.quiesce.harness.cli.CliModule;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.result.ScenarioInfo;
import java.nio.file.Path;
import java.util.List;

/** The wiring of the program and of its children. */
public final class HarnessModule extends AbstractModule {
  private final List<Path> pluginPath;

  /**
   * A module.
   *
   * @param pluginPath jars and directories whose strategies are loaded into this process; empty in
   *     all but children
   */
  public HarnessModule(List<Path> pluginPath) {
    this.pluginPath = List.copyOf(pluginPath);
  }

  @Override
  protected void configure() {
    binder().disableCircularProxies();
    install(new CatalogueModule(pluginPath));
    Multibinder.newSetBinder(binder(), ScenarioInfo.class);
    Multibinder<ChildTask> tasks = Multibinder.newSetBinder(binder(), ChildTask.class);
    tasks.addBinding().to(DescribeTask.class);
    install(new CliModule());
    Engines.modules().forEach(this::install);
  }
}

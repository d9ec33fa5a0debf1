package dev.quiesce.harness.verify;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.result.ScenarioInfo;
import dev.quiesce.harness.scenario.Scenarios;

/** Binds the scenarios and the child tasks that explore them. */
public final class VerifyModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<ScenarioInfo> scenarios = Multibinder.newSetBinder(binder(), ScenarioInfo.class);
    new Scenarios().all().forEach(scenario -> scenarios.addBinding().toInstance(scenario));
    Multibinder<ChildTask> tasks = Multibinder.newSetBinder(binder(), ChildTask.class);
    tasks.addBinding().to(VerifyTask.class);
    tasks.addBinding().to(ReplayTask.class);
    tasks.addBinding().to(AblateTask.class);
    tasks.addBinding().to(KillTask.class);
    tasks.addBinding().to(SpeedTask.class);
    tasks.addBinding().to(UsageTask.class);
  }
}

package dev.quiesce.harness.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.TypeLiteral;
import com.google.inject.util.Modules;
import dev.quiesce.harness.HarnessModule;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.FakePools;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.fork.WorkPool;
import dev.quiesce.harness.result.ScenarioInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The program with engines that answer as declared; a main of its own for tests with signals. */
public final class FakeHarness {
  private FakeHarness() {}

  public static void main(String[] args) {
    System.exit(cli().run(args));
  }

  static Cli cli() {
    return Guice.createInjector(
            Modules.override(new HarnessModule(List.of())).with(new FakeModule()))
        .getInstance(Cli.class);
  }

  /** Replaces engines, scenarios and children. */
  private static final class FakeModule extends AbstractModule {
    @Override
    protected void configure() {
      bind(WorkPool.Starter.class).toInstance(FakePools::start);
      bind(new TypeLiteral<Set<ChildTask>>() {})
          .toInstance(Set.of(new FakeTask("verify"), new FakeTask("run")));
      bind(new TypeLiteral<Set<ScenarioInfo>>() {})
          .toInstance(
              new LinkedHashSet<>(
                  List.of(
                      new FakeScenario("appendix-a", List.of("qtest", "slow")),
                      new FakeScenario("fine", List.of("one")))));
    }
  }

  private record FakeScenario(String id, List<String> variants) implements ScenarioInfo {
    @Override
    public String title() {
      return "a scenario";
    }
  }

  private record FakeTask(String kind) implements ChildTask {
    @Override
    public void run(JsonNode item, Consumer<Message> out) {
      throw new UnsupportedOperationException("runs in children only");
    }
  }
}

package dev.quiesce.harness.fork;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.inject.Guice;
import dev.quiesce.harness.HarnessModule;
import dev.quiesce.harness.result.Json;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A child's tasks inside a copy of the program with a planted bug: takes {@link PlantedTasks.Order}
 * as text, gives {@link Message} as text.
 */
public final class PlantedChild implements BiConsumer<String, Consumer<String>> {
  private final Set<ChildTask> tasks;

  /** The tasks of the program that this class belongs to. */
  public PlantedChild() {
    this.tasks =
        Guice.createInjector(new HarnessModule(PluginPath.ofProcess()))
            .getInstance(Tasks.class)
            .tasks;
  }

  private static final class Tasks {
    private final Set<ChildTask> tasks;

    @Inject
    Tasks(Set<ChildTask> tasks) {
      this.tasks = tasks;
    }
  }

  @Override
  public void accept(String text, Consumer<String> out) {
    try {
      PlantedTasks.Order order = Json.read(text, PlantedTasks.Order.class);
      for (ChildTask task : tasks) {
        if (task.kind().equals(order.kind())) {
          task.run(order.item(), message -> out.accept(Json.line(message)));
          return;
        }
      }
      throw new IllegalArgumentException("no task '" + order.kind() + "'");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no order: " + text, e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e.toString(), e);
    }
  }
}

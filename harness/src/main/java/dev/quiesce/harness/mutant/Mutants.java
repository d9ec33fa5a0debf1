package dev.quiesce.harness.mutant;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.result.Json;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The planted bugs: those of the model and of the harness, and those that a strategy brings in
 * {@code META-INF/quiesce/mutants/ID.json}. Immutable.
 */
public final class Mutants {
  private static final List<String> OWN = List.of("rcu", "memory", "checks");

  private final Map<String, Mutant> byId = new LinkedHashMap<>();

  /** The bugs of the model and of these strategies. */
  @Inject
  public Mutants(Map<String, StrategyPlugin> plugins) {
    OWN.forEach(name -> add(Mutants.class, name));
    plugins.forEach((id, plugin) -> add(plugin.getClass(), id));
  }

  private void add(Class<?> beside, String name) {
    String resource = "/META-INF/quiesce/mutants/" + name + ".json";
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        return;
      }
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Mutant mutant : Json.readList(json, Mutant.class)) {
        if (byId.put(mutant.id(), mutant) != null) {
          throw new IllegalStateException("two mutants have the id " + mutant.id());
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(resource + " cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them. */
  public List<Mutant> all() {
    return List.copyOf(byId.values());
  }

  /** Their ids. */
  public Stream<String> ids() {
    return byId.keySet().stream();
  }

  /** The bug of that id. */
  public Optional<Mutant> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}

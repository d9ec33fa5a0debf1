package dev.quiesce.harness.owner;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.quiesce.harness.result.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The facts about owners, as read in QEMU's source.
 *
 * @param schema version of the format
 * @param source where they are from
 * @param owners every owner
 * @param paths every path to unregister
 * @param rules what ingredients ask
 */
public record QemuOwners(
    int schema,
    String source,
    List<OwnerRow> owners,
    List<UnregisterPath> paths,
    List<BurdenRule> rules) {
  private static final String RESOURCE = "/owners/owners.json";

  /** Copies the lists. */
  public QemuOwners {
    owners = List.copyOf(owners);
    paths = List.copyOf(paths);
    rules = List.copyOf(rules);
  }

  /** The bundled facts. */
  public static QemuOwners bundled() {
    try (InputStream in = QemuOwners.class.getResourceAsStream(RESOURCE)) {
      byte[] json = Objects.requireNonNull(in, RESOURCE).readAllBytes();
      return Json.read(new String(json, StandardCharsets.UTF_8), QemuOwners.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(RESOURCE + " is not what this program reads", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The owner with that id. */
  public Optional<OwnerRow> owner(String id) {
    return owners.stream().filter(one -> one.id().equals(id)).findFirst();
  }
}

package dev.quiesce.harness.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The uprobes of the guide: their definitions, and what a hit means. Probes that stand for one of
 * QEMU's own trace events become that event: {@code migrate_set_state}, {@code
 * qemu_savevm_state_iterate} and {@code _complete_precopy} (the section of RAM, and those of
 * devices around it), {@code vm_stop_force_state} (the switchover), {@code
 * acpi_pcihp_device_unplug_cb} (an eject). The others become the calls of a recording.
 */
public final class Uprobes {

  private static final String RESOURCE = "uprobes.txt";
  private static final Pattern DEFINITION = Pattern.compile("(\\w+)=(\\w+)(?:%return)?(?: .*)?");

  /** {@code MigrationStatus} by number, QEMU 7.2 (qapi/migration.json). */
  private static final List<String> STATES =
      List.of(
          "none",
          "setup",
          "cancelling",
          "cancelled",
          "active",
          "postcopy-active",
          "postcopy-paused",
          "postcopy-recover",
          "completed",
          "failed",
          "colo",
          "pre-switchover",
          "device",
          "wait-unplug");

  /** {@code RUN_STATE_FINISH_MIGRATE} of qapi/run-state.json. */
  private static final String FINISH_MIGRATE = "7";

  private Uprobes() {}

  /**
   * The definitions, to be given to {@code perf probe --add} one by one.
   *
   * @return the lines, in order
   */
  public static List<String> definitions() {
    try (InputStream in = Objects.requireNonNull(Uprobes.class.getResourceAsStream(RESOURCE));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Probe → exported function.
   *
   * @return the names, in the order of the definitions
   */
  static Map<String, String> symbols() {
    Map<String, String> symbols = new LinkedHashMap<>();
    for (String definition : definitions()) {
      Matcher matcher = DEFINITION.matcher(definition);
      if (!matcher.matches()) {
        throw new IllegalStateException(RESOURCE + ": " + definition);
      }
      symbols.put(matcher.group(1), matcher.group(2));
    }
    return Collections.unmodifiableMap(symbols);
  }

  /** Name of the recording's event for a hit; the probe's own name if it is none of the guide's. */
  static String event(String probe, boolean returns, EventArguments arguments) {
    return switch (probe) {
      case "migrate_set_state" -> returns ? probe + "_ret" : migrationState(arguments);
      case "savevm_iterate", "savevm_complete" -> {
        arguments.add("section", "ram");
        yield returns ? "savevm_section_end" : "savevm_section_start";
      }
      case "vm_stop_force" ->
          arguments.text("state").equals(FINISH_MIGRATE)
              ? "migration_completion_vm_stop"
              : "vm_state_notify";
      case "device_unplug" -> returns ? "acpi_pci_ej_write" : eject(arguments);
      default -> "probe_" + probe + (returns ? "_ret" : "");
    };
  }

  private static String migrationState(EventArguments arguments) {
    String number = arguments.text("new");
    boolean known = number.matches("\\d{1,2}") && Integer.parseInt(number) < STATES.size();
    arguments.add("state", known ? STATES.get(Integer.parseInt(number)) : "state-" + number);
    return "migrate_set_state";
  }

  private static String eject(EventArguments arguments) {
    String devfn = arguments.text("devfn");
    if (devfn.matches("\\d{1,3}")) {
      arguments.add("slot", String.valueOf(Integer.parseInt(devfn) >> 3));
    }
    return "acpi_pci_eject_slot";
  }

  /** Symbols and probe names → probe, for whoever let perf choose the names. */
  static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    List<String> probes = new ArrayList<>(symbols().keySet());
    probes.forEach(probe -> names.put(symbols().getOrDefault(probe, probe), probe));
    probes.forEach(probe -> names.put(probe, probe));
    return names;
  }
}

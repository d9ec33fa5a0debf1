package dev.quiesce.harness.workload;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What QEMU's command line says about the machine.
 *
 * @param machine machine type; empty if not stated
 * @param ramMib guest RAM in MiB; -1 if not stated
 * @param accelerator accelerator; empty if not stated
 * @param clearBitmapShift {@code migration.x-clear-bitmap-shift}; -1 if not stated
 */
record CommandLine(String machine, long ramMib, String accelerator, int clearBitmapShift) {

  static final CommandLine UNKNOWN = new CommandLine("", -1, "", -1);

  private static final Pattern SIZE = Pattern.compile("(?:size=)?(\\d{1,9})([mMgGtT]?)");
  private static final Pattern SHIFT =
      Pattern.compile("migration\\.x-clear-bitmap-shift=(\\d{1,2})");

  static CommandLine parse(String argv) {
    List<String> words = List.of(argv.trim().split("\\s+"));
    String machine = "";
    String accelerator = "";
    long ram = -1;
    int shift = -1;
    for (int i = 0; i < words.size(); i++) {
      String value = i + 1 < words.size() ? words.get(i + 1) : "";
      switch (words.get(i)) {
        case "-M", "-machine" -> {
          machine = first(value, "type=");
          accelerator = value.contains(",accel=") ? option(value, "accel=") : accelerator;
        }
        case "-accel" -> accelerator = first(value, "accel=");
        case "-enable-kvm" -> accelerator = "kvm";
        case "-m" -> ram = mebibytes(value.split(",", 2)[0]);
        case "-global" -> {
          Matcher matcher = SHIFT.matcher(value);
          shift = matcher.matches() ? Integer.parseInt(matcher.group(1)) : shift;
        }
        default -> {
          // Not about the machine.
        }
      }
    }
    return new CommandLine(machine, ram, accelerator, shift);
  }

  private static String first(String value, String key) {
    String head = value.split(",", 2)[0];
    return head.startsWith(key) ? head.substring(key.length()) : head;
  }

  private static String option(String value, String key) {
    return value.substring(value.indexOf("," + key) + 1 + key.length()).split(",", 2)[0];
  }

  private static long mebibytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return -1;
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
      case "g" -> number << 10;
      case "t" -> number << 20;
      default -> number;
    };
  }
}

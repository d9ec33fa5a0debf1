package dev.quiesce.harness.recording;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arguments of the event being parsed, collected before the event is made. */
final class EventArguments {

  static final String[] NO_KEYS = {};
  static final Object[] NO_VALUES = {};

  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-z]+)>");

  private final Map<EventKind, List<String>> groups = new EnumMap<>(EventKind.class);

  private String[] keys = new String[16];
  private Object[] values = new Object[16];
  private int size;

  String key(int index) {
    return keys[index];
  }

  Object value(int index) {
    return values[index];
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  void add(String key, Object value) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    keys[size] = key;
    values[size++] = value;
  }

  /** The first argument of a name as text; empty if there is none. */
  String text(String key) {
    for (int i = 0; i < size; i++) {
      if (keys[i].equals(key)) {
        return values[i] instanceof String text ? text : "";
      }
    }
    return "";
  }

  /**
   * Splits QEMU's text into the arguments that the pattern of the kind names; false if it does not
   * match.
   */
  boolean split(EventKind kind, String text) {
    Matcher matcher = kind.text().matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    for (String group : groups.computeIfAbsent(kind, EventArguments::groupNames)) {
      add(group.equals("dirtypages") ? "dirty_pages" : group, matcher.group(group));
    }
    return true;
  }

  String[] keys() {
    return size == 0 ? NO_KEYS : Arrays.copyOf(keys, size);
  }

  Object[] values() {
    return size == 0 ? NO_VALUES : Arrays.copyOf(values, size);
  }

  private static List<String> groupNames(EventKind kind) {
    return GROUP.matcher(kind.text().pattern()).results().map(found -> found.group(1)).toList();
  }
}

package dev.quiesce.harness.result;

import dev.quiesce.api.strategy.Promise;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies of maps with a stable order. */
final class Ordered {
  private Ordered() {}

  static <V> Map<Promise, V> byPromise(Map<Promise, V> map) {
    EnumMap<Promise, V> copy = new EnumMap<>(Promise.class);
    copy.putAll(map);
    return Collections.unmodifiableMap(copy);
  }

  static <K, V> Map<K, V> asGiven(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}

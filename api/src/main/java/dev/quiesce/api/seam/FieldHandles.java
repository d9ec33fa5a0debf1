package dev.quiesce.api.seam;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;

/** Looks tokens' fields up, once per class. */
final class FieldHandles {
  private FieldHandles() {}

  static VarHandle find(MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type) {
    try {
      return lookup.findVarHandle(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** A number that is the same in every JVM: the rank of the name among the class's own fields. */
  static int index(Class<?> owner, String name) {
    List<String> names =
        Arrays.stream(owner.getDeclaredFields()).map(Field::getName).sorted().toList();
    return names.indexOf(name);
  }
}

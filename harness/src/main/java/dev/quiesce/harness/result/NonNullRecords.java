package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * Holds files to what the compiler checks: a component of a record that is not {@code @Nullable} is
 * neither null nor missing, and no collection in it holds a null. A number or a truth value may be
 * missing, and is then 0 or false: older documents lack some.
 */
final class NonNullRecords extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    // A component that says itself what stands for null is left alone.
    if (annotated instanceof AnnotatedParameter parameter
        && !annotated.hasAnnotation(JsonSetter.class)) {
      RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
      if (components != null
          && parameter.getIndex() < components.length
          && !mayBeAbsent(components[parameter.getIndex()])) {
        return JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);
      }
    }
    return JsonSetter.Value.empty();
  }

  private static boolean mayBeAbsent(RecordComponent component) {
    return component.getType().isPrimitive()
        || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }
}

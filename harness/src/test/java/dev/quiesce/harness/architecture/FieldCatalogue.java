package dev.quiesce.harness.architecture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/** The fields that a set of class files declares, and the class in which an access finds one. */
final class FieldCatalogue {
  private static final String CONFINED = "Ldev/quiesce/api/seam/Confined;";

  private final Map<String, String> superclasses = new HashMap<>();
  private final Map<Key, Integer> declared = new HashMap<>();
  private final Set<Key> confined = new HashSet<>();

  FieldCatalogue(Iterable<byte[]> classFiles) {
    for (byte[] classFile : classFiles) {
      new ClassReader(classFile).accept(new Collector(), ClassReader.SKIP_CODE);
    }
  }

  /**
   * The class that declares the field, searched from {@code owner} upwards; empty when the search
   * leaves the set.
   */
  Optional<String> declaringClass(String owner, String name) {
    for (String type = owner; superclasses.containsKey(type); type = superclasses.get(type)) {
      if (declared.containsKey(new Key(type, name))) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the declared field may be reached without the seam: it never changes, or is confined.
   */
  boolean needsNoSeam(String declaringClass, String name) {
    Key key = new Key(declaringClass, name);
    return (declared.getOrDefault(key, 0) & Opcodes.ACC_FINAL) != 0 || confined.contains(key);
  }

  private record Key(String type, String field) {}

  private final class Collector extends ClassVisitor {
    private String type = "";

    Collector() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String parent, String[] above) {
      type = name;
      superclasses.put(name, parent);
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      Key key = new Key(type, name);
      declared.put(key, access);
      return new FieldVisitor(Opcodes.ASM9) {
        @Override
        public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          if (annotation.equals(CONFINED)) {
            confined.add(key);
          }
          return null;
        }
      };
    }
  }
}

package dev.quiesce.harness.architecture;

import dev.quiesce.harness.architecture.SeamRule.Breach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Reads class files and reports every access that the seam, and with it a controlled scheduler,
 * would not see.
 *
 * <p>An access of the class's own constructors is let pass, because the object is not published
 * yet. So are the fields of classes outside the given set, such as the JDK's.
 */
final class SeamDiscipline {
  private static final List<String> FORBIDDEN_PACKAGES =
      List.of("java/util/concurrent/", "jdk/internal/", "sun/misc/");
  private static final List<String> FORBIDDEN_TYPES =
      List.of(
          "java/lang/Thread",
          "java/lang/ThreadLocal",
          "java/lang/InheritableThreadLocal",
          "java/lang/invoke/VarHandle");

  private final FieldCatalogue fields;
  private final List<Breach> breaches = new ArrayList<>();

  private SeamDiscipline(FieldCatalogue fields) {
    this.fields = fields;
  }

  /**
   * Checks class files.
   *
   * @param checked the class files to check
   * @param known all class files in which accessed fields are looked up
   */
  static List<Breach> breaches(Iterable<byte[]> checked, Iterable<byte[]> known) {
    SeamDiscipline discipline = new SeamDiscipline(new FieldCatalogue(known));
    for (byte[] classFile : checked) {
      discipline.check(new ClassReader(classFile));
    }
    return List.copyOf(discipline.breaches);
  }

  private void check(ClassReader reader) {
    String type = reader.getClassName();
    reader.accept(new Declarations(type), ClassReader.SKIP_FRAMES);
    // The remapper looks into method bodies only if somebody wants the result.
    reader.accept(new ClassRemapper(new ClassWriter(0), new TypesOf(type)), 0);
  }

  private void report(SeamRule rule, String place, String what) {
    Breach breach = new Breach(rule, place.replace('/', '.'), what.replace('/', '.'));
    if (!breaches.contains(breach)) {
      breaches.add(breach);
    }
  }

  private static boolean isForbidden(String type) {
    return FORBIDDEN_PACKAGES.stream().anyMatch(type::startsWith)
        || FORBIDDEN_TYPES.stream().anyMatch(t -> type.equals(t) || type.startsWith(t + "$"));
  }

  /** Sees every type name of a class: descriptors, signatures, annotations, instructions. */
  private final class TypesOf extends Remapper {
    private final String type;

    TypesOf(String type) {
      super(Opcodes.ASM9);
      this.type = type;
    }

    @Override
    public String map(String name) {
      if (isForbidden(name)) {
        report(SeamRule.FORBIDDEN_TYPE, type, name);
      }
      return name;
    }
  }

  private final class Declarations extends ClassVisitor {
    private final String type;

    Declarations(String type) {
      super(Opcodes.ASM9);
      this.type = type;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      if ((access & Opcodes.ACC_VOLATILE) != 0) {
        report(SeamRule.VOLATILE_FIELD, type, name);
      }
      if ((access & Opcodes.ACC_STATIC) != 0 && (access & Opcodes.ACC_FINAL) == 0) {
        report(SeamRule.NON_FINAL_STATIC_FIELD, type, name);
      }
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
        report(SeamRule.SYNCHRONIZED_METHOD, type, name);
      }
      return new Instructions(type, name);
    }
  }

  private final class Instructions extends MethodVisitor {
    private final String type;
    private final String method;

    Instructions(String type, String method) {
      super(Opcodes.ASM9);
      this.type = type;
      this.method = method;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.MONITORENTER) {
        report(SeamRule.MONITOR, place(), "monitorenter");
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (opcode != Opcodes.GETFIELD && opcode != Opcodes.PUTFIELD) {
        return;
      }
      Optional<String> declaring = fields.declaringClass(owner, name);
      if (declaring.isEmpty() || fields.needsNoSeam(declaring.get(), name)) {
        return;
      }
      if (method.equals("<init>") && declaring.get().equals(type)) {
        return;
      }
      String verb = opcode == Opcodes.GETFIELD ? "reads " : "writes ";
      report(SeamRule.FIELD_ACCESS, place(), verb + declaring.get() + "." + name);
    }

    private String place() {
      return type + "#" + method;
    }
  }
}

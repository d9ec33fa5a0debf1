package dev.quiesce.harness.mutant;

import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Applies the edits that concern one class file. Stateless. */
final class Surgeon {
  private Surgeon() {}

  /**
   * The changed class file.
   *
   * @param edits all of this class
   * @throws IllegalStateException if an edit finds nothing to change
   */
  static byte[] operate(byte[] classFile, List<Edit> edits) {
    ClassReader reader = new ClassReader(classFile);
    ClassNode node = new ClassNode();
    reader.accept(node, 0);
    for (Edit edit : edits) {
      Operation operation = new Operation(edit);
      for (MethodNode method : node.methods) {
        if (concerns(edit, method)) {
          operation.operate(method);
        }
      }
      if (!operation.done()) {
        throw new IllegalStateException("the mutant does not fit the code: " + edit);
      }
    }
    // No frame is computed: every edit leaves the stack and the locals at each jump's target as
    // they were.
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    node.accept(writer);
    return writer.toByteArray();
  }

  private static boolean concerns(Edit edit, MethodNode method) {
    return method.name.equals(edit.method())
        || method.name.startsWith("lambda$" + edit.method() + "$");
  }
}

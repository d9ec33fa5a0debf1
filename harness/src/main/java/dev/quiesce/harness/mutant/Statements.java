package dev.quiesce.harness.mutant;

import java.util.IdentityHashMap;
import java.util.Objects;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** A method as a row of statements: runs of instructions that begin and end with an empty stack. */
final class Statements {
  private final MethodNode method;
  private final IdentityHashMap<AbstractInsnNode, Integer> depth = new IdentityHashMap<>();

  Statements(MethodNode method) {
    this.method = method;
    try {
      Frame<BasicValue>[] frames =
          new Analyzer<>(new BasicInterpreter())
              .analyzeAndComputeMaxs("dev/quiesce/Mutant", method);
      for (int i = 0; i < frames.length; i++) {
        Frame<BasicValue> frame = frames[i];
        depth.put(method.instructions.get(i), frame == null ? 0 : frame.getStackSize());
      }
    } catch (AnalyzerException e) {
      throw new IllegalStateException(method.name + " cannot be analysed", e);
    }
  }

  /** Moves the statement with {@code moved} before the one with the first call of that name. */
  void moveBefore(AbstractInsnNode moved, String call) {
    AbstractInsnNode target = null;
    for (AbstractInsnNode at : method.instructions) {
      if (target == null && Code.calls(at, call)) {
        target = at;
      }
    }
    AbstractInsnNode place =
        start(
            Objects.requireNonNull(
                target, "the mutant does not fit the code: no " + call + " in " + method.name));
    InsnList statement = new InsnList();
    AbstractInsnNode at = start(moved);
    AbstractInsnNode end = end(moved);
    while (at != null) {
      AbstractInsnNode next = at.getNext();
      if (at instanceof JumpInsnNode || at instanceof FrameNode) {
        throw new IllegalStateException("the statement with " + name(moved) + " has a branch");
      }
      if (!(at instanceof LabelNode || at instanceof LineNumberNode)) {
        method.instructions.remove(at);
        statement.add(at);
      }
      if (at == end) {
        break;
      }
      at = next;
    }
    method.instructions.insertBefore(place, statement);
  }

  private static String name(AbstractInsnNode at) {
    return ((MethodInsnNode) at).name;
  }

  /** The first instruction of the statement: before it, the stack is empty. */
  private AbstractInsnNode start(AbstractInsnNode inside) {
    AbstractInsnNode at = inside;
    while (at.getOpcode() < 0 || Objects.requireNonNull(depth.get(at)) > 0) {
      at = Objects.requireNonNull(at.getPrevious());
    }
    return at;
  }

  /** The last instruction: after it, the stack is empty. */
  private AbstractInsnNode end(AbstractInsnNode inside) {
    AbstractInsnNode at = inside;
    while (depthAfter(at) > 0) {
      at = Objects.requireNonNull(at.getNext());
    }
    return at;
  }

  private int depthAfter(AbstractInsnNode at) {
    AbstractInsnNode next = at.getNext();
    while (next != null && next.getOpcode() < 0) {
      next = next.getNext();
    }
    return next == null ? 0 : Objects.requireNonNull(depth.get(next));
  }
}

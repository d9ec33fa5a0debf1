package dev.quiesce.harness.mutant;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Instructions of a class file: what they name, and small sequences of them. */
final class Code {
  private Code() {}

  /** Whether it calls {@code Type.method}; the type's simple name, or its last part. */
  static boolean calls(AbstractInsnNode at, String call) {
    return at instanceof MethodInsnNode method && same(method.owner, method.name, call);
  }

  /** Whether it reads or writes {@code Type.field}. */
  static boolean names(AbstractInsnNode at, String field) {
    return at instanceof FieldInsnNode access && same(access.owner, access.name, field);
  }

  private static boolean same(String owner, String name, String wanted) {
    return (owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1)
            + "."
            + name)
        .equals(wanted);
  }

  /** The number that it pushes; null if it pushes none. */
  static @Nullable Integer constant(AbstractInsnNode at) {
    int opcode = at.getOpcode();
    if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
      return opcode - Opcodes.ICONST_0;
    } else if (opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1) {
      return opcode - Opcodes.LCONST_0;
    } else if (at instanceof IntInsnNode push && opcode != Opcodes.NEWARRAY) {
      return push.operand;
    } else if (at instanceof LdcInsnNode load && load.cst instanceof Number number) {
      return number.intValue();
    }
    return null;
  }

  static boolean isLong(AbstractInsnNode at) {
    return at.getOpcode() == Opcodes.LCONST_0
        || at.getOpcode() == Opcodes.LCONST_1
        || (at instanceof LdcInsnNode load && load.cst instanceof Long);
  }

  static AbstractInsnNode pop(Type type) {
    return new InsnNode(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
  }

  /** Pushes a number, or null in place of a reference. */
  static AbstractInsnNode push(Type type, int value) {
    return switch (type.getSort()) {
      case Type.LONG -> new LdcInsnNode((long) value);
      case Type.FLOAT -> new LdcInsnNode((float) value);
      case Type.DOUBLE -> new LdcInsnNode((double) value);
      case Type.OBJECT, Type.ARRAY -> new InsnNode(Opcodes.ACONST_NULL);
      default -> new LdcInsnNode(value);
    };
  }

  static void instead(InsnList code, AbstractInsnNode old, InsnList replacement) {
    code.insertBefore(old, replacement);
    code.remove(old);
  }

  /** How many words a conditional jump takes from the stack. */
  static int operands(int jump) {
    return jump >= Opcodes.IF_ICMPEQ && jump <= Opcodes.IF_ACMPNE ? 2 : 1;
  }

  /** The jump that differs when the two sides are equal. */
  static int boundary(int jump) {
    return switch (jump) {
      case Opcodes.IFLT -> Opcodes.IFLE;
      case Opcodes.IFLE -> Opcodes.IFLT;
      case Opcodes.IFGT -> Opcodes.IFGE;
      case Opcodes.IFGE -> Opcodes.IFGT;
      case Opcodes.IF_ICMPLT -> Opcodes.IF_ICMPLE;
      case Opcodes.IF_ICMPLE -> Opcodes.IF_ICMPLT;
      case Opcodes.IF_ICMPGT -> Opcodes.IF_ICMPGE;
      case Opcodes.IF_ICMPGE -> Opcodes.IF_ICMPGT;
      default -> throw new IllegalStateException("the mutant does not fit the code: no < or >");
    };
  }

  /** The jump on the opposite condition; javac pairs them from an odd opcode on. */
  static int opposite(int jump) {
    if (jump == Opcodes.IFNULL || jump == Opcodes.IFNONNULL) {
      return jump == Opcodes.IFNULL ? Opcodes.IFNONNULL : Opcodes.IFNULL;
    }
    return ((jump + 1) ^ 1) - 1;
  }
}

package dev.quiesce.harness.mutant;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** One edit at work: finds its places in the methods that it is shown, and changes them. */
final class Operation {
  private static final String REPLACEMENTS = Type.getInternalName(Replacements.class);

  private final Edit edit;
  private int seen;
  private boolean done;

  Operation(Edit edit) {
    this.edit = edit;
  }

  /** Whether it has found what it was to change. */
  boolean done() {
    return done;
  }

  void operate(MethodNode method) {
    if (edit instanceof Edit.Empty) {
      empty(method);
      done = true;
      return;
    }
    for (AbstractInsnNode at : method.instructions.toArray()) {
      if (matches(at) && counts()) {
        change(method, at);
        done = true;
      }
    }
  }

  private boolean counts() {
    seen++;
    return nth() == 0 || seen == nth();
  }

  private int nth() {
    if (edit instanceof Edit.Omit omit) {
      return omit.nth();
    } else if (edit instanceof Edit.Replace replace) {
      return replace.nth();
    } else if (edit instanceof Edit.Earlier earlier) {
      return Math.max(1, earlier.nth());
    } else if (edit instanceof Edit.Branch branch) {
      return branch.nth();
    } else if (edit instanceof Edit.Result result) {
      return result.nth();
    } else if (edit instanceof Edit.Field field) {
      return field.nth();
    } else if (edit instanceof Edit.Unstored unstored) {
      return unstored.nth();
    } else if (edit instanceof Edit.Constant number) {
      return number.nth();
    }
    return 0;
  }

  private boolean matches(AbstractInsnNode at) {
    if (edit instanceof Edit.Omit omit) {
      return Code.calls(at, omit.call());
    } else if (edit instanceof Edit.Replace replace) {
      return Code.calls(at, replace.call());
    } else if (edit instanceof Edit.Earlier earlier) {
      return Code.calls(at, earlier.call());
    } else if (edit instanceof Edit.Branch) {
      return at instanceof JumpInsnNode && at.getOpcode() != Opcodes.GOTO;
    } else if (edit instanceof Edit.Result result) {
      return Code.calls(at, result.call());
    } else if (edit instanceof Edit.Field field) {
      return at.getOpcode() == Opcodes.GETSTATIC && Code.names(at, field.field());
    } else if (edit instanceof Edit.Unstored unstored) {
      return at.getOpcode() == Opcodes.PUTFIELD && Code.names(at, unstored.field());
    } else if (edit instanceof Edit.Constant number) {
      Integer constant = Code.constant(at);
      return constant != null && constant == number.from();
    }
    return false;
  }

  private void change(MethodNode method, AbstractInsnNode at) {
    InsnList code = method.instructions;
    if (edit instanceof Edit.Omit) {
      omit(code, (MethodInsnNode) at);
    } else if (edit instanceof Edit.Replace replace) {
      replace((MethodInsnNode) at, replace.with());
    } else if (edit instanceof Edit.Earlier earlier) {
      new Statements(method).moveBefore(at, earlier.before());
    } else if (edit instanceof Edit.Branch branch) {
      jump(code, (JumpInsnNode) at, branch.to());
    } else if (edit instanceof Edit.Result result) {
      Type type = Type.getReturnType(((MethodInsnNode) at).desc);
      InsnList after = new InsnList();
      after.add(Code.pop(type));
      after.add(Code.push(type, result.is()));
      code.insert(at, after);
    } else if (edit instanceof Edit.Field field) {
      ((FieldInsnNode) at).name = field.with();
    } else if (edit instanceof Edit.Unstored) {
      InsnList instead = new InsnList();
      instead.add(Code.pop(Type.getType(((FieldInsnNode) at).desc)));
      instead.add(new InsnNode(Opcodes.POP));
      Code.instead(code, at, instead);
    } else if (edit instanceof Edit.Constant number) {
      Type type = Code.isLong(at) ? Type.LONG_TYPE : Type.INT_TYPE;
      InsnList instead = new InsnList();
      instead.add(Code.push(type, number.to()));
      Code.instead(code, at, instead);
    }
  }

  private static void omit(InsnList code, MethodInsnNode call) {
    InsnList instead = new InsnList();
    Type[] arguments = Type.getArgumentTypes(call.desc);
    for (int i = arguments.length - 1; i >= 0; i--) {
      instead.add(Code.pop(arguments[i]));
    }
    if (call.getOpcode() != Opcodes.INVOKESTATIC) {
      instead.add(new InsnNode(Opcodes.POP));
    }
    Type result = Type.getReturnType(call.desc);
    if (result.getSort() != Type.VOID) {
      instead.add(Code.push(result, 0));
    }
    Code.instead(code, call, instead);
  }

  private static void replace(MethodInsnNode call, String with) {
    if (!with.startsWith("Replacements.")) {
      call.name = with;
      return;
    }
    Type[] arguments = Type.getArgumentTypes(call.desc);
    if (call.getOpcode() != Opcodes.INVOKESTATIC) {
      Type[] all = new Type[arguments.length + 1];
      all[0] = Type.getObjectType(call.owner);
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      arguments = all;
    }
    call.desc = Type.getMethodDescriptor(Type.getReturnType(call.desc), arguments);
    call.owner = REPLACEMENTS;
    call.name = with.substring(with.indexOf('.') + 1);
    call.itf = false;
    call.setOpcode(Opcodes.INVOKESTATIC);
  }

  private static void jump(InsnList code, JumpInsnNode at, Edit.Jump to) {
    if (to == Edit.Jump.NEGATED || to == Edit.Jump.BOUNDARY) {
      int opcode = at.getOpcode();
      at.setOpcode(to == Edit.Jump.NEGATED ? Code.opposite(opcode) : Code.boundary(opcode));
      return;
    }
    InsnList pops = new InsnList();
    for (int i = Code.operands(at.getOpcode()); i > 0; i--) {
      pops.add(new InsnNode(Opcodes.POP));
    }
    if (to == Edit.Jump.ALWAYS) {
      // Not a goto: what follows must stay reachable for the verifier.
      pops.add(new InsnNode(Opcodes.ICONST_0));
      pops.add(new JumpInsnNode(Opcodes.IFEQ, at.label));
    }
    Code.instead(code, at, pops);
  }

  /** Returns at once, by a jump that the verifier does not see through. */
  private static void empty(MethodNode method) {
    Type result = Type.getReturnType(method.desc);
    LabelNode body = new LabelNode();
    InsnList start = new InsnList();
    start.add(new InsnNode(Opcodes.ICONST_0));
    start.add(new JumpInsnNode(Opcodes.IFNE, body));
    if (result.getSort() != Type.VOID) {
      start.add(Code.push(result, 0));
    }
    start.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
    start.add(body);
    start.add(new FrameNode(Opcodes.F_SAME, 0, null, 0, null));
    start.add(new InsnNode(Opcodes.NOP));
    method.instructions.insert(start);
  }
}

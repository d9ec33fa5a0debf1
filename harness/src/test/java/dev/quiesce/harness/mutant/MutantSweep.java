package dev.quiesce.harness.mutant;

import com.google.inject.Guice;
import dev.quiesce.harness.HarnessModule;
import dev.quiesce.harness.verify.SweptCells;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes mutants by rule, of every call and every condition of the classes named, and lists those
 * that no cell notices. A tool for whoever strengthens the checks: its survivors want reading, for
 * some are equivalent. Arguments: milliseconds a cell, then classes such as {@code
 * api.strategy.QemuProtocol}.
 */
public final class MutantSweep {
  private MutantSweep() {}

  /** Prints one line a mutant. */
  public static void main(String[] args) throws IOException {
    List<String> survivors = new ArrayList<>();
    int tried = 0;
    // Only to fail early if the wiring is broken.
    Mutants listed = Guice.createInjector(new HarnessModule(List.of())).getInstance(Mutants.class);
    System.out.println(listed.all().size() + " mutants are listed beside these");
    for (int i = 1; i < args.length; i++) {
      for (Edit edit : edits(args[i])) {
        tried++;
        List<String> said = new ArrayList<>();
        try {
          Mutant mutant =
              new Mutant("swept", 0, edit.toString(), List.of(edit), new Killer.Test("none"));
          Planted.entry(mutant, SweptCells.class).accept(args[0], said::add);
        } catch (Throwable e) {
          said.add("fails: " + e);
        }
        String line = edit + "  " + (said.isEmpty() ? "SURVIVED" : said.get(0));
        System.out.println(line);
        if (said.isEmpty()) {
          survivors.add(edit.toString());
        }
      }
    }
    System.out.println(survivors.size() + " of " + tried + " survived");
    survivors.forEach(System.out::println);
  }

  private static List<Edit> edits(String type) throws IOException {
    ClassNode node = new ClassNode();
    String resource = "/dev/quiesce/" + type.replace('.', '/') + ".class";
    try (InputStream in = MutantSweep.class.getResourceAsStream(resource)) {
      new ClassReader(in).accept(node, 0);
    }
    List<Edit> edits = new ArrayList<>();
    Map<String, Integer> jumps = new HashMap<>();
    Map<String, Integer> calls = new HashMap<>();
    for (MethodNode method : node.methods) {
      if (method.name.startsWith("<")) {
        continue;
      }
      String[] lambda = method.name.split("\\$", -1);
      String in = type + "#" + (method.name.startsWith("lambda$") ? lambda[1] : method.name);
      for (AbstractInsnNode at : method.instructions) {
        if (at instanceof JumpInsnNode && at.getOpcode() != Opcodes.GOTO) {
          int nth = jumps.merge(in, 1, Integer::sum);
          edits.add(new Edit.Branch(in, nth, Edit.Jump.NEGATED));
        } else if (at instanceof MethodInsnNode call
            && call.owner.startsWith("dev/quiesce/api/")
            && !call.name.equals("<init>")) {
          String name =
              call.owner.substring(
                      Math.max(call.owner.lastIndexOf('/'), call.owner.lastIndexOf('$')) + 1)
                  + "."
                  + call.name;
          int nth = calls.merge(in + name, 1, Integer::sum);
          // Without its result, a call that gives an object is a null pointer and nothing more.
          if (!call.desc.contains(")L")) {
            edits.add(new Edit.Omit(in, name, nth));
          }
        }
      }
    }
    return edits;
  }
}

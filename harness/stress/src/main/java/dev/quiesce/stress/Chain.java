package dev.quiesce.stress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A list of two nodes behind a head; a poisoned node's value is negative. */
abstract class Chain {
  static final int POISON = -1;

  private static final VarHandle NEXT;
  private static final VarHandle VALUE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      NEXT = lookup.findVarHandle(Node.class, "next", Node.class);
      VALUE = lookup.findVarHandle(Node.class, "value", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** One node. */
  static final class Node {
    private @Nullable Node next;
    private int value;

    @Nullable Node next() {
      return (Node) NEXT.getOpaque(this);
    }

    void next(@Nullable Node other) {
      NEXT.setRelease(this, other);
    }

    int value() {
      return (int) VALUE.getOpaque(this);
    }

    void value(int number) {
      VALUE.setOpaque(this, number);
    }
  }

  final Node head = new Node();
  final Node victim = new Node();
  final Node last = new Node();

  /** The victim first, the last behind it. */
  Chain() {
    victim.value(1);
    last.value(2);
    victim.next(last);
    head.next(victim);
  }

  /** The value of the first node behind the head. */
  final int first() {
    Node first = head.next();
    Shared.dwell();
    return first == null ? 0 : first.value();
  }

  /** The sum of the values that one walk meets; negative if it met poison. */
  final int walk() {
    int sum = 0;
    for (Node at = head.next(); at != null; at = at.next()) {
      Shared.dwell();
      int value = at.value();
      if (value == POISON) {
        return POISON;
      }
      sum += value;
    }
    return sum;
  }

  /** Takes the victim out; its next stays. */
  final void unlink() {
    head.next(last);
  }
}

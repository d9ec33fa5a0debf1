package dev.quiesce.api.seam;

/** Memory mode of one access, as in {@link java.lang.invoke.VarHandle}. */
public enum AccessMode {
  PLAIN,
  OPAQUE,
  ACQUIRE,
  RELEASE,
  VOLATILE
}

package dev.quiesce.api.strategy;

/** Why a subject takes part in a comparison. */
public enum Role {
  /** A proposed fix. */
  FIX,
  /** An instrument whose outcome is known: a silent control means that the harness is broken. */
  CONTROL
}

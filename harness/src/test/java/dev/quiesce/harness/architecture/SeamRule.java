package dev.quiesce.harness.architecture;

/** What code that must go through the seam may not do. */
enum SeamRule {
  VOLATILE_FIELD,
  NON_FINAL_STATIC_FIELD,
  SYNCHRONIZED_METHOD,
  MONITOR,
  FORBIDDEN_TYPE,
  FIELD_ACCESS;

  /** One place that breaks this rule. */
  record Breach(SeamRule rule, String place, String what) {
    @Override
    public String toString() {
      return rule + " in " + place + ": " + what;
    }
  }
}

package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Anchor;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Violation;
import dev.quiesce.harness.rundir.Hashes;

/** Anchors of what the page shows. */
final class Places {
  static final String ANSWER = "answer";
  static final String CHANGES = "changes";
  static final String STRATEGIES = "strategies";
  static final String COUNTEREXAMPLES = "counterexamples";
  static final String MEASUREMENTS = "measurements";
  static final String BENCHMARKS = "benchmarks";
  static final String TORTURE = "torture";
  static final String PROJECTION = "projection";
  static final String QUESTIONS = "questions";
  static final String EVIDENCE = "evidence";
  static final String CELLS = "cells";
  static final String THREATS = "threats";
  static final String ENVIRONMENT = "environment";

  private static final int DIGITS = 12;

  private Places() {}

  static String strategy(String id) {
    return Anchor.of("s", id);
  }

  static String promise(Subject subject, String promise) {
    return of("p", subject, promise);
  }

  static String scenario(Subject subject, String scenario) {
    return of("c", subject, scenario);
  }

  /** Without the form that is meant where none is named: a page has thousands of these. */
  private static String of(String kind, Subject subject, String what) {
    return subject.isDefault()
        ? Anchor.of(kind, subject.strategy(), what)
        : Anchor.of(kind, subject.strategy(), subject.form(), what);
  }

  static String cell(CellResult cell) {
    return scenario(Subject.of(cell), cell.key().scenario());
  }

  /** The same schedule of the same strategy is shown once, whichever promise it breaks. */
  static String counterexample(CellResult cell, Violation violation) {
    String what = cell.key().strategy() + cell.key().form() + violation.table();
    return Anchor.of("x", Hashes.of(what).substring(0, DIGITS));
  }

  static String question(int number) {
    return "q" + number;
  }
}

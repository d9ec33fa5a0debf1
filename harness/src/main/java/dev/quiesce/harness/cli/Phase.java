package dev.quiesce.harness.cli;

import dev.quiesce.harness.fork.WorkPool;
import java.util.List;

/** Items for a pool of children, some of which may fail while the others go on. */
interface Phase extends WorkPool.Work {
  /** What did not work, and why. */
  List<String> failures();
}

package dev.quiesce.harness.result;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one torture run of one strategy showed.
 *
 * @param strategy id
 * @param role {@code fix} or {@code control}
 * @param form name
 * @param seed from which every choice derives
 * @param readers walkers without the BQL
 * @param mutant planted, or null
 * @param verdict as a whole
 * @param why the verdict, one line each; empty when it passed
 * @param millis ms of torture
 * @param periods between two pauses with a leak check
 * @param cleanPeriods of those, without any violation
 * @param counts reads, updates, grace periods and so on, by name
 * @param pipe how often a reader met a listener of that age in grace periods; more than 1 is too
 *     old
 * @param batch how many sections saw that many grace periods end
 * @param faults injected, by kind
 * @param delays injected, by site
 * @param violations by promise, kind and activity
 * @param notes for people: stall reports, statistics
 */
public record TortureResult(
    String strategy,
    String role,
    String form,
    long seed,
    int readers,
    @Nullable String mutant,
    TortureVerdict verdict,
    List<String> why,
    long millis,
    int periods,
    int cleanPeriods,
    Map<String, Long> counts,
    List<Long> pipe,
    List<Long> batch,
    Map<String, Long> faults,
    Map<String, Long> delays,
    List<TortureViolation> violations,
    List<String> notes) {
  /** How the note about heap, memory, threads and file descriptors begins. */
  public static final String FOOTPRINT = "footprint, first to last: ";

  /** That note; empty if there was not a single round. */
  public String footprint() {
    return notes.stream().filter(note -> note.startsWith(FOOTPRINT)).findFirst().orElse("");
  }

  /** Copies the collections. */
  public TortureResult {
    why = List.copyOf(why);
    counts = Ordered.asGiven(counts);
    pipe = List.copyOf(pipe);
    batch = List.copyOf(batch);
    faults = Ordered.asGiven(faults);
    delays = Ordered.asGiven(delays);
    violations = List.copyOf(violations);
    notes = List.copyOf(notes);
  }
}

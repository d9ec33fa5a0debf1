package dev.quiesce.harness.rundir;

import dev.quiesce.harness.result.DilemmaResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The document behind "what we would merge".
 *
 * @param schema version of the format
 * @param texts per strategy, what it would merge, in Markdown with places for what is computed
 * @param impossible what nobody can do, as far as it was shown in this run
 */
public record Proposals(int schema, Map<String, String> texts, List<DilemmaResult> impossible) {
  /** Its name in a run directory. */
  public static final String FILE = "proposals.json";

  /** The version this program writes. */
  public static final int SCHEMA = 1;

  /** Copies both. */
  public Proposals {
    texts = new TreeMap<>(texts);
    impossible = List.copyOf(impossible);
  }

  /** Nothing is proposed. */
  public static Proposals none() {
    return new Proposals(SCHEMA, Map.of(), List.of());
  }
}

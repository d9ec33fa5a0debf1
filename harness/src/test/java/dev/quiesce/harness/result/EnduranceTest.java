package dev.quiesce.harness.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The record of nightly tests. */
class EnduranceTest {
  private static Endurance.Fuzzed fuzzed(String reader, long inputs) {
    return new Endurance.Fuzzed(reader, inputs, 60, "abc1234", "2025-03-01T00:00:00Z");
  }

  private static Endurance.Tortured tortured(String strategy) {
    return new Endurance.Tortured(
        strategy, 3600, TortureVerdict.PASS, 9, 9, "flat", 1, "abc1234", "2025-03-01T00:00:00Z");
  }

  @Test
  void read_documentOfBeforeTorture_hasNone() throws Exception {
    String old = "{\"schema\":1,\"fuzz\":[],\"kills\":null}";

    assertThat(Json.read(old, Endurance.class)).isEqualTo(Endurance.none());
  }

  @Test
  void with_theSameReaderAgain_replacesIt() {
    Endurance record = Endurance.none().with(fuzzed("token", 1)).with(fuzzed("mtree", 2));

    assertThat(record.with(fuzzed("token", 3)).fuzz())
        .isEqualTo(List.of(fuzzed("mtree", 2), fuzzed("token", 3)));
  }

  @Test
  void with_somethingOfAnotherKind_keepsTheRest() throws Exception {
    Endurance record =
        Endurance.none()
            .with(fuzzed("token", 1))
            .with(new Endurance.Kills(50, 48, 7, "abc1234", "2025-03-01T00:00:00Z"))
            .with(tortured("gfree-rcu"));

    assertThat(Json.read(Json.document(record), Endurance.class)).isEqualTo(record);
    assertThat(record.fuzz()).hasSize(1);
    assertThat(record.kills()).isNotNull();
    assertThat(record.torture()).containsExactly(tortured("gfree-rcu"));
  }
}

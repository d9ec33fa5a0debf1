package dev.quiesce.harness.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Promise;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonShapeTest {
  private final CellResult cell =
      Sample.cell("control-drain", "appendix-a")
          .variant("qtest")
          .violates(Promise.NO_DEADLOCK, ViolationKind.SELF_DEADLOCK, Severity.HANG, true)
          .build();

  @Test
  void verdicts_asJson_keepNamesAndOrder() {
    String json = Json.line(new Verdicts(Verdicts.SCHEMA, 7, List.of(cell)));

    assertThat(json)
        .isEqualTo(
            "{\"schema\":1,\"seed\":7,\"cells\":[{\"strategy\":\"control-drain\",\"role\":"
                + "\"control\",\"form\":\"complete\",\"ingredients\":[\"deferred-free\"],"
                + "\"scenario\":\"appendix-a\",\"variant\":\"qtest\",\"memoryModel\":\"sc\","
                + "\"rcu\":\"spec\",\"verdict\":\"violated\",\"expected\":\"violated\","
                + "\"exhausted\":true,\"bound\":\"dpor\",\"executions\":10,\"pruned\":0,"
                + "\"steps\":100,\"rechecked\":1,\"wallMs\":5,\"promises\":{\"NO_USE_AFTER_FREE\":\"holds\","
                + "\"NO_DEADLOCK\":\"violated\"},\"expectedPromises\":{\"NO_USE_AFTER_FREE\":"
                + "\"holds\",\"NO_DEADLOCK\":\"violated\"},\"violations\":[{\"promise\":"
                + "\"NO_DEADLOCK\",\"kind\":\"self-deadlock\",\"severity\":\"hang\",\"message\":\"it"
                + " broke\",\"steps\":21,\"replay\":\"TOKEN\",\"table\":\"main | migration\\n"
                + "\"}],\"violation\":{\"promise\":\"NO_DEADLOCK\",\"kind\":\"self-deadlock\",\"severity\":\"hang\",\"message\":\"it"
                + " broke\",\"steps\":21,\"replay\":\"TOKEN\",\"table\":\"main | migration\\n"
                + "\"},\"vacuous\":false,\"note\":\"\"}]}");
  }

  @Test
  void verdicts_throughJson_areEqual() throws Exception {
    Verdicts verdicts = new Verdicts(Verdicts.SCHEMA, 7, List.of(cell));

    assertThat(Json.read(Json.document(verdicts), Verdicts.class)).isEqualTo(verdicts);
  }

  @Test
  void job_throughJson_isEqual() throws Exception {
    CellJob job = Sample.cell().job();

    assertThat(Json.read(Json.line(job), CellJob.class)).isEqualTo(job);
  }

  @Test
  void subset_asJson_hasNullExpectation() throws Exception {
    CellResult subset = Sample.cell().subset().build();

    assertThat(Json.tree(Json.line(subset)).get("expected").isNull()).isTrue();
    assertThat(Json.tree(Json.line(subset)).get("violation").isNull()).isTrue();
  }

  @Test
  void statuses_asJson_areThoseOfTheContract() {
    assertThat(Json.line(PromiseStatus.values()))
        .isEqualTo(
            "[\"holds\",\"violated\",\"not-promised-seen\",\"not-promised-unseen\","
                + "\"not-exercised\",\"unknown\"]");
    assertThat(Json.line(Verdict.values()))
        .isEqualTo("[\"holds\",\"violated\",\"refused\",\"not-applicable\",\"unknown\"]");
  }

  @Test
  void newerMembers_whenRead_areIgnored() throws Exception {
    String newer = Json.line(cell).replaceFirst("\\{", "{\"addedLater\":1,");

    assertThat(Json.read(newer, CellResult.class)).isEqualTo(cell);
  }
}

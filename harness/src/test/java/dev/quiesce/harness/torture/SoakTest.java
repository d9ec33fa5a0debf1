package dev.quiesce.harness.torture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SoakTest {
  private static final int ROUNDS = 40;

  private static Soak soak(int rounds, long heapPerRound, long filesPerRound) {
    Soak soak = new Soak();
    for (int i = 0; i < rounds; i++) {
      soak.add(new Footprint(20_000 + i * heapPerRound, 100_000, 12, 30 + i * filesPerRound));
    }
    return soak;
  }

  @Test
  void soak_thatStaysAsItWas_isFlat() {
    assertThat(soak(ROUNDS, 0, 0).grown()).isEmpty();
    assertThat(soak(ROUNDS, 0, 0).note()).hasValueSatisfying(n -> assertThat(n).endsWith(": flat"));
  }

  @Test
  void soak_thatLosesAFileDescriptorARound_hasGrown() {
    assertThat(soak(ROUNDS, 0, 1).grown()).containsExactly("file descriptors 38 to 65");
  }

  @Test
  void soak_whoseHeapGrowsARound_hasGrown() {
    assertThat(soak(ROUNDS, 400, 0).grown()).containsExactly("heap 23200 to 34000 KiB");
    assertThat(soak(ROUNDS, 400, 0).note())
        .hasValueSatisfying(n -> assertThat(n).endsWith(": NOT FLAT"));
  }

  @Test
  void soak_ofFewRounds_doesNotTell() {
    assertThat(soak(Soak.FEWEST - 1, 0, 9).grown()).isEmpty();
    assertThat(soak(Soak.FEWEST - 1, 0, 9).note())
        .hasValueSatisfying(n -> assertThat(n).contains("too few"));
  }

  @Test
  void footprint_ofThisProcess_isTold() {
    Footprint now = Footprint.now();
    assertThat(now.heapKib()).isPositive();
    assertThat(now.residentKib()).isGreaterThan(now.heapKib() / 2);
    assertThat(now.threads()).isPositive();
    assertThat(now.files()).isPositive();
  }
}

package dev.quiesce.harness.result;

import java.util.Locale;

/**
 * A machine that is simulated.
 *
 * @param vcpus of the guest
 * @param listeners that are registered
 * @param ramGib GiB of the guest's memory
 * @param mmioPerSecond accesses of each vCPU that QEMU handles under the BQL, a second
 */
public record ProjectedHost(int vcpus, int listeners, int ramGib, double mmioPerSecond) {
  /** For headings. */
  public String title() {
    return String.format(
        Locale.ROOT,
        "%,d vCPUs, %,d listeners, %,d GiB, %,.0f MMIO accesses a second and vCPU",
        vcpus,
        listeners,
        ramGib,
        mmioPerSecond);
  }
}

package dev.quiesce.harness.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One cell of the usage matrix, whoever the subject.
 *
 * @param place where the call is made
 * @param call what is called
 * @param bql whether the caller holds the BQL
 * @param section whether the caller is inside an ambient read section
 * @param migrating whether a migration runs
 */
public record UsageCase(
    UsagePlace place, UsageCall call, boolean bql, boolean section, boolean migrating) {
  private static final List<Boolean> YES_NO = List.of(true, false);

  /** Every cell, in the order of the table. */
  public static List<UsageCase> all() {
    List<UsageCase> all = new ArrayList<>();
    for (UsagePlace place : UsagePlace.values()) {
      for (UsageCall call : UsageCall.values()) {
        for (boolean bql : YES_NO) {
          for (boolean migrating : List.of(false, true)) {
            for (boolean section : List.of(false, true)) {
              all.add(new UsageCase(place, call, bql, section, migrating));
            }
          }
        }
      }
    }
    return List.copyOf(all);
  }

  /** Its name, fit for a replay token. */
  public String id() {
    return place.name().toLowerCase(Locale.ROOT)
        + "."
        + call.name().toLowerCase(Locale.ROOT).replace('_', '-')
        + (bql ? ".bql" : ".no-bql")
        + (section ? ".section" : ".no-section")
        + (migrating ? ".migrating" : ".idle");
  }
}

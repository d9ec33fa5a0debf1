package dev.quiesce.harness.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every scenario, in the order of the design's table. */
public final class Scenarios {
  private final List<Scenario> all =
      List.of(
          new ClearVsUnregister(),
          new BalloonHint(),
          new TlbProtectCode(),
          new SyncVsClear(),
          Eject.appendixA(),
          new BusUnrealize(),
          new RivalInDrain(),
          new VcpuMmio(),
          new WrapperOwner(),
          new ReuseInPlace(),
          new StackListener(),
          new UnregisterInCallback(),
          new UnregisterInRcuCallback(),
          new BqlDroppedInCallback(),
          new LockOrder(),
          new MigrationStartRace(),
          Eject.duringMigration(),
          new Switchover(),
          new FindVsDestroy(),
          new DrainVsSynchronize(),
          new RegisterVsWalk(),
          new Backlog());

  /** In no comparison: what nobody can hold, and misuse. */
  private final List<Scenario> others = List.of(new Dilemma(), new Usage(outcome -> {}));

  /** All of them. */
  public List<Scenario> all() {
    return all;
  }

  /** The scenario of that id; also one that is in no comparison. */
  public Optional<Scenario> find(String id) {
    return Stream.concat(all.stream(), others.stream())
        .filter(scenario -> scenario.id().equals(id))
        .findFirst();
  }
}

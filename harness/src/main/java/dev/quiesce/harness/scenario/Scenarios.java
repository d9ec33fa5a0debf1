package dev.quiesce.harness.scenario;

import java.util.List;
import java.util.Optional;

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

  private final Scenario dilemma = new Dilemma();

  /** All of them. */
  public List<Scenario> all() {
    return all;
  }

  /** The scenario of that id; also the one that is in no comparison, because nobody can hold it. */
  public Optional<Scenario> find(String id) {
    if (id.equals(Dilemma.ID)) {
      return Optional.of(dilemma);
    }
    return all.stream().filter(scenario -> scenario.id().equals(id)).findFirst();
  }
}

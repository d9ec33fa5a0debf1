package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import java.util.ArrayList;
import java.util.List;

/**
 * A callback delivered with the BQL unregisters and frees its own listener, a neighbour, or both;
 * in both directions.
 */
final class UnregisterInCallback extends Scenario {
  private static final int CALLER = 1;

  UnregisterInCallback() {
    super(
        "unregister-in-callback",
        "a callback under the BQL unregisters itself or a neighbour, walking forward and in reverse",
        "self-forward",
        "self-reverse",
        "next-forward",
        "next-reverse",
        "previous-forward",
        "previous-reverse",
        "self-and-next-forward",
        "self-and-next-reverse");
  }

  @Override
  public void build(Stage stage, String variant) {
    boolean forward = variant.endsWith("forward");
    Callback callback = forward ? Callback.LOG_GLOBAL_AFTER_SYNC : Callback.LOG_GLOBAL_STOP;
    List<Owner> owners = new ArrayList<>();
    List<MemoryListener> listeners = new ArrayList<>();
    Script acting = new Script(callback);
    for (int i = 0; i < 4; i++) {
      Owner owner = stage.owner(OwnerKind.HEAP, "VFIOContainer", "vfio" + i);
      owners.add(owner);
      listeners.add(
          stage.victim(owner, "listener" + i, i == CALLER ? acting : new Script(callback)));
    }
    List<Integer> doomed = doomed(variant, forward);
    boolean[] acted = new boolean[1];
    acting.on(
        callback,
        self -> {
          if (!acted[0]) {
            acted[0] = true;
            doomed.forEach(i -> Steps.dismantle(stage, self, owners.get(i), listeners.get(i)));
          }
        });
    if (!forward) {
      stage.memory().startDirtyLog(stage.setUp(), 1);
    }
    stage.thread(
        "main",
        self ->
            stage.withBql(
                self,
                "main loop",
                () -> {
                  if (forward) {
                    stage.memory().afterDirtyLogSync(self);
                  } else {
                    stage.memory().stopDirtyLog(self, 1, true);
                  }
                }));
  }

  /** Whom the walk meets next is the lower neighbour in a reverse walk. */
  private static List<Integer> doomed(String variant, boolean forward) {
    int next = forward ? CALLER + 1 : CALLER - 1;
    int previous = forward ? CALLER - 1 : CALLER + 1;
    if (variant.startsWith("self-and-next")) {
      return List.of(CALLER, next);
    }
    if (variant.startsWith("self")) {
      return List.of(CALLER);
    }
    return List.of(variant.startsWith("next") ? next : previous);
  }
}

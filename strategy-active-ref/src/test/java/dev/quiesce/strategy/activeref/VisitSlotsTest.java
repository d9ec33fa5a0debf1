package dev.quiesce.strategy.activeref;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.seam.AsymmetricBarrier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The list of slots; what they are for is tested with the strategy. */
class VisitSlotsTest {
  private static final int THREADS = 4;
  private static final int TURNS = 2_000;

  private final VisitSlots slots = new VisitSlots(AsymmetricBarrier.fenced());

  @Test
  void claim_whileAnotherIsClaimed_givesAnother() {
    assertThat(slots.claim()).isNotSameAs(slots.claim());
  }

  @Test
  void claim_afterOneWasGivenBack_givesItAgain() {
    VisitSlot first = slots.claim();
    slots.giveBack(first);

    assertThat(slots.claim()).isSameAs(first);
  }

  @Test
  void claim_byThreadsThatComeAndGo_takesTheSlotsThatThereAre() throws Exception {
    Set<VisitSlot> seen = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int turn = 0; turn < TURNS; turn++) {
                  VisitSlot slot = slots.claim();
                  seen.add(slot);
                  slots.giveBack(slot);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    // A look at one slot after the other may miss one that is given back behind it.
    assertThat(seen).hasSizeLessThan(THREADS * TURNS / 100);
  }
}

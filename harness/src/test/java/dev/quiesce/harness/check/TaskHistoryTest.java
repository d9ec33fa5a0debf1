package dev.quiesce.harness.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.check.TaskHistory.What;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The stack of what a task is in the middle of. */
class TaskHistoryTest {
  private final TaskHistory history = new TaskHistory();

  private static ListenerWalk walk() {
    return new ListenerWalk(Callback.LOG_CLEAR, null, true) {
      @Override
      public void visit(QemuThread self, MemoryListener listener) {}
    };
  }

  @Test
  void doing_outsideEveryCall_saysSo() {
    assertThat(history.doing().get()).isEqualTo("in no call");
  }

  @Test
  void doing_insideCalls_namesTheInnermostLast() {
    history.push(What.UNREGISTER);
    history.push(walk());
    history.push(What.CALLBACK);
    assertThat(history.doing().get()).isEqualTo("in unregister > walk of log_clear > callback");
  }

  @Test
  void doing_askedLater_saysWhatItWasThen() {
    history.push(What.COMMIT);
    history.push(What.CALLBACK);
    Supplier<String> then = history.doing();
    history.pop(What.CALLBACK);
    history.push(What.REPLAY);
    assertThat(then.get()).isEqualTo("in commit > callback");
  }

  @Test
  void pop_ofAnOuterCall_leavesThoseInsideIt() {
    history.push(What.REGISTER);
    history.push(What.COMMIT);
    history.push(What.CALLBACK);
    history.pop(What.COMMIT);
    assertThat(history.doing().get()).isEqualTo("in register > callback");
  }

  @Test
  void pop_ofACallThatIsEnteredTwice_leavesTheOuterOne() {
    history.push(What.UNREGISTER);
    history.push(What.CALLBACK);
    history.push(What.UNREGISTER);
    history.pop(What.UNREGISTER);
    assertThat(history.doing().get()).isEqualTo("in unregister > callback");
  }

  @Test
  void pop_ofACallThatWasNotEntered_changesNothing() {
    history.push(What.REGISTER);
    Supplier<String> before = history.doing();
    history.pop(What.COMMIT);
    assertThat(history.doing()).isSameAs(before);
  }

  @Test
  void walk_insideACallback_isNone() {
    history.push(walk());
    history.push(What.CALLBACK);
    assertThat(history.walk()).isNull();
    assertThat(history.walking()).isEqualTo(Callback.LOG_CLEAR);
  }

  @Test
  void unregistersItself_insideACallbackThatUnregisterDelivers_isNot() {
    history.push(What.UNREGISTER);
    assertThat(history.unregistersItself()).isTrue();
    history.push(What.CALLBACK);
    assertThat(history.unregistersItself()).isFalse();
  }
}

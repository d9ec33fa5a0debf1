package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.Unregistration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one execution of a usage cell told its caller. Touched by whichever task runs. */
public final class UsageOutcome {
  private @Nullable Unregistration returned;
  private boolean registered;
  private boolean freedAtOnce;
  private boolean calledAfterwards;
  private @Nullable String refusal;
  private @Nullable String exception;
  private boolean retried;
  private boolean complete;

  void returned(Unregistration value) {
    returned = value;
  }

  void registered() {
    registered = true;
  }

  void freedAtOnce() {
    freedAtOnce = true;
  }

  void calledAfterwards() {
    calledAfterwards = true;
  }

  void refused(String text) {
    refusal = text;
  }

  void threw(String text) {
    exception = text;
  }

  void retried() {
    retried = true;
  }

  void complete() {
    complete = true;
  }

  /** Whether the audit came to its end. */
  public boolean isComplete() {
    return complete;
  }

  /** What unregister returned. */
  public Optional<Unregistration> returned() {
    return Optional.ofNullable(returned);
  }

  /** Whether a registration went through. */
  public boolean isRegistered() {
    return registered;
  }

  /** Whether the storage was free when the owner's release returned. */
  public boolean isFreedAtOnce() {
    return freedAtOnce;
  }

  /** Whether a walk after all was over still called the listener that had been unregistered. */
  public boolean isCalledAfterwards() {
    return calledAfterwards;
  }

  /** The refusal's text. */
  public Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The text of another exception. */
  public Optional<String> exception() {
    return Optional.ofNullable(exception);
  }

  /** Whether the call that was refused went through after the migration. */
  public boolean isAcceptedLater() {
    return retried;
  }
}

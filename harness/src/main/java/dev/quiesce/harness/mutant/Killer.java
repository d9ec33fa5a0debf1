package dev.quiesce.harness.mutant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.RcuModel;
import org.jspecify.annotations.Nullable;

/** What is to notice a planted bug. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Killer.Shows.class, name = "shows"),
  @JsonSubTypes.Type(value = Killer.Hides.class, name = "hides"),
  @JsonSubTypes.Type(value = Killer.Test.class, name = "test"),
  @JsonSubTypes.Type(value = Killer.Fails.class, name = "fails"),
  @JsonSubTypes.Type(value = Killer.Inapplicable.class, name = "inapplicable"),
  @JsonSubTypes.Type(value = Killer.Nobody.class, name = "nobody")
})
public sealed interface Killer {
  /** One sentence for a list. */
  String text();

  /** A cell that keeps {@code promise} without the bug breaks it with the bug. */
  record Shows(
      Promise promise,
      String strategy,
      String form,
      String scenario,
      String variant,
      MemoryModel memory,
      RcuModel rcu)
      implements InCell {
    @Override
    public String text() {
      return promise + " in " + cell();
    }
  }

  /**
   * A cell that must show {@code promise} broken, because its strategy is known not to keep it, no
   * longer does.
   */
  record Hides(
      Promise promise,
      String strategy,
      String form,
      String scenario,
      String variant,
      MemoryModel memory,
      RcuModel rcu)
      implements InCell {
    @Override
    public String text() {
      return promise + " is no longer seen broken in " + cell();
    }
  }

  /**
   * The model's own usage checks throw in a cell, whose verdict is then unknown.
   *
   * @param error part of what they say
   */
  record Fails(
      String error,
      String strategy,
      String form,
      String scenario,
      String variant,
      MemoryModel memory,
      RcuModel rcu)
      implements InCell {
    @Override
    public String text() {
      return "\"" + error + "\" is thrown in " + cell();
    }

    @Override
    public @Nullable Promise promise() {
      return null;
    }
  }

  /**
   * The model has nothing in which the bug could be.
   *
   * @param because the reason
   */
  record Inapplicable(String because) implements Killer {
    @Override
    public String text() {
      return "not applicable: " + because;
    }
  }

  /**
   * A test of the build.
   *
   * @param name the test's class and method
   */
  record Test(String name) implements Killer {
    @Override
    public String text() {
      return "test " + name;
    }
  }

  /**
   * No program can tell it from the original.
   *
   * @param because the reason; the cell is where one would expect to
   */
  record Nobody(
      String because,
      String strategy,
      String form,
      String scenario,
      String variant,
      MemoryModel memory,
      RcuModel rcu)
      implements InCell {
    @Override
    public String text() {
      return "equivalent: " + because;
    }

    @Override
    public @Nullable Promise promise() {
      return null;
    }
  }

  /** A trial in a cell. */
  sealed interface InCell extends Killer permits Shows, Hides, Fails, Nobody {
    /** The promise whose status differs; null for any that must hold. */
    @Nullable Promise promise();

    /** Id of the strategy. */
    String strategy();

    /** Name of its form. */
    String form();

    /** Id of the scenario. */
    String scenario();

    /** The scenario's variant. */
    String variant();

    /** Of the exploration. */
    MemoryModel memory();

    /** Of the exploration. */
    RcuModel rcu();

    /** Where it is, for a list. */
    default String cell() {
      return strategy()
          + "["
          + form()
          + "] "
          + scenario()
          + "/"
          + variant()
          + (memory() == MemoryModel.TSO ? " tso" : "")
          + (rcu() == RcuModel.FULL ? " full-rcu" : "");
    }
  }
}

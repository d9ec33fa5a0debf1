package dev.quiesce.harness.bench;

import java.util.Collection;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.ProfilerConfig;
import org.openjdk.jmh.util.Optional;

/**
 * What the user gives on JMH's command line, for the options of one fork. JMH's own way, a parent,
 * would add the user's selection of benchmarks to that of the fork.
 */
final class GivenOptions {
  private GivenOptions() {}

  /** Copies all but the selection, the number of forks and where the result goes. */
  static void copy(CommandLineOptions own, OptionsBuilder options) {
    given(own.getWarmupIterations(), options::warmupIterations);
    given(own.getWarmupTime(), options::warmupTime);
    given(own.getWarmupBatchSize(), options::warmupBatchSize);
    given(own.getMeasurementIterations(), options::measurementIterations);
    given(own.getMeasurementTime(), options::measurementTime);
    given(own.getMeasurementBatchSize(), options::measurementBatchSize);
    given(own.getThreads(), options::threads);
    given(own.getThreadGroups(), options::threadGroups);
    given(own.getTimeUnit(), options::timeUnit);
    given(own.getTimeout(), options::timeout);
    given(own.getOperationsPerInvocation(), options::operationsPerInvocation);
    given(own.shouldDoGC(), options::shouldDoGC);
    given(own.shouldSyncIterations(), options::syncIterations);
    given(own.verbosity(), options::verbosity);
    given(own.getJvm(), options::jvm);
    given(own.getJvmArgs(), arguments -> options.jvmArgs(array(arguments)));
    given(own.getJvmArgsPrepend(), arguments -> options.jvmArgsPrepend(array(arguments)));
    own.getBenchModes().forEach(options::mode);
    for (ProfilerConfig profiler : own.getProfilers()) {
      options.addProfiler(profiler.getKlass(), profiler.getOpts());
    }
  }

  private static <T> void given(Optional<T> value, Consumer<T> set) {
    if (value.hasValue()) {
      set.accept(value.get());
    }
  }

  private static String[] array(Collection<String> arguments) {
    return arguments.toArray(new String[0]);
  }
}

package dev.quiesce.harness.cli;

import dev.quiesce.harness.result.RunJob;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code max} or a factor of the recorded time. */
public final class SpeedConverter implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    if (text.equals("max")) {
      return RunJob.MAX_SPEED;
    }
    try {
      double factor = Double.parseDouble(text);
      if (factor > 0 && Double.isFinite(factor)) {
        return factor;
      }
    } catch (NumberFormatException e) {
      // Told below, with the other faults.
    }
    throw new TypeConversionException("'" + text + "' is no speed; write max, 1, 10 or 0.5");
  }
}

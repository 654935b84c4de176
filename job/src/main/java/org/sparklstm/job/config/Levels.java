package org.sparklstm.job.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Levels of quantiles, in rising order. The text is that of a configuration file, {@code [0.1,
 * 0.9]}.
 */
public final class Levels {
  /** Largest number of levels: the width of the answers grows with it. */
  private static final int MOST = 99;

  private final List<Double> values;

  /** Levels in any order; see {@link #complaint}. */
  Levels(List<Double> values) {
    this.values = values.stream().sorted().toList();
  }

  /** The levels, rising. */
  public List<Double> values() {
    return values;
  }

  /** Levels as a param of Spark ML holds them. */
  public static Levels of(double[] values) {
    return new Levels(Arrays.stream(values).boxed().toList());
  }

  /** Reads what {@link #toString} writes; the brackets may be absent. */
  static Optional<Levels> parse(String text) {
    String inner = text.strip();
    if (inner.startsWith("[") && inner.endsWith("]")) {
      inner = inner.substring(1, inner.length() - 1);
    }
    try {
      return Optional.of(
          new Levels(
              inner.isBlank()
                  ? List.of()
                  : Arrays.stream(inner.split(",")).map(Double::parseDouble).toList()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What is wrong with the levels, if anything. */
  static Optional<String> complaint(Levels levels) {
    List<Double> values = levels.values();
    boolean isInside = values.stream().allMatch(level -> level > 0 && level < 1);
    boolean isDistinct = values.stream().distinct().count() == values.size();
    return isInside && isDistinct && !values.isEmpty() && values.size() <= MOST
        ? Optional.empty()
        : Optional.of(
            "is %s, expected 1 to %d different numbers above 0 and below 1"
                .formatted(levels, MOST));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Levels levels && values.equals(levels.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}

package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparklstm.core.distribution.Distribution;
import org.sparklstm.core.distribution.NegativeBinomial;
import org.sparklstm.core.distribution.Normal;
import org.sparklstm.core.distribution.StudentT;

/**
 * What is answered for a target at a step of the horizon: quantiles of rising levels, then the
 * mean, if it is wanted. The point forecast is the mean, or else the median.
 *
 * @param levels levels of the quantiles, each above 0 and below 1
 * @param hasMean whether the mean is answered, or the only value of a loss without quantiles
 * @param origin where the quantiles come from
 * @param totals levels of the quantiles of the sum over the horizon, rising; empty for no sums
 */
public record Answers(List<Double> levels, boolean hasMean, Origin origin, List<Double> totals)
    implements Serializable {
  /** One value, whatever it is that the loss makes of it. */
  public static final Answers POINT = new Answers(List.of(), true, Origin.LEARNT, List.of());

  /** Where quantiles come from. */
  public enum Origin {
    /** Each is an output of the network. */
    LEARNT,
    /** Each is the only output of the network, shifted by what {@link Offsets} say. */
    SHIFTED,
    /** Of the {@link Normal} distribution that the outputs tell, as is the mean. */
    NORMAL,
    /** The same of a {@link StudentT} distribution. */
    STUDENT_T,
    /** The same of a {@link NegativeBinomial} distribution. */
    NEGATIVE_BINOMIAL
  }

  private static final double MEDIAN = 0.5;

  private static final Optional<Distribution> NORMAL = Optional.of(new Normal());
  private static final Optional<Distribution> STUDENT_T = Optional.of(new StudentT());
  private static final Optional<Distribution> NEGATIVE_BINOMIAL =
      Optional.of(new NegativeBinomial());

  public Answers {
    levels = List.copyOf(levels);
    totals = List.copyOf(totals);
    requireRising(levels);
    requireRising(totals);
    if (origin == Origin.SHIFTED && !hasMean) {
      throw new IllegalArgumentException("quantiles around a value are answered beside it");
    }
    if (!hasMean && !levels.contains(MEDIAN)) {
      throw new IllegalArgumentException(
          "levels are %s: without a mean, the median (0.5) must be among them".formatted(levels));
    }
  }

  private static void requireRising(List<Double> levels) {
    double below = 0;
    for (double level : levels) {
      if (!(level > below && level < 1)) {
        throw new IllegalArgumentException(
            "levels are %s, expected them to rise from above 0 to below 1".formatted(levels));
      }
      below = level;
    }
  }

  /** Quantiles whose point forecast is the median, which is added to the levels if need be. */
  public static Answers median(List<Double> levels) {
    return new Answers(withMedian(levels), false, Origin.LEARNT, List.of());
  }

  private static List<Double> withMedian(List<Double> levels) {
    return Stream.concat(levels.stream(), Stream.of(MEDIAN)).sorted().distinct().toList();
  }

  /** Quantiles, and the mean. */
  public static Answers mean(List<Double> levels) {
    return new Answers(levels, true, Origin.LEARNT, List.of());
  }

  /** A network's only value, and quantiles around it. */
  public static Answers around(List<Double> levels) {
    return new Answers(levels, true, Origin.SHIFTED, List.of());
  }

  /** The same of another origin, such as a distribution. */
  public Answers of(Origin other) {
    return new Answers(levels, hasMean, other, totals);
  }

  /** The same, and the sum over the horizon with its quantiles. */
  public Answers withTotals(List<Double> ofSums) {
    return new Answers(levels, hasMean, origin, ofSums);
  }

  /** Number of values. */
  public int values() {
    return levels.size() + (hasMean ? 1 : 0);
  }

  /** The distribution that the outputs tell, if they tell one. */
  public Optional<Distribution> distribution() {
    return switch (origin) {
      case LEARNT, SHIFTED -> Optional.empty();
      case NORMAL -> NORMAL;
      case STUDENT_T -> STUDENT_T;
      case NEGATIVE_BINOMIAL -> NEGATIVE_BINOMIAL;
    };
  }

  /** Number of outputs of the network. */
  public int outputs() {
    if (distribution().isPresent()) {
      return distribution().get().outputs();
    }
    return origin == Origin.SHIFTED ? 1 : values();
  }

  /** Whether the network learns each quantile. */
  public boolean areLearnt() {
    return !levels.isEmpty() && origin == Origin.LEARNT;
  }

  /** Number of columns that tell the network a target: itself, and its level if it is needed. */
  int targetColumns() {
    return distribution().isPresent() && distribution().get().isOfStored() ? 2 : 1;
  }

  /** The same outputs, of which only the point forecast is made, where a distribution tells it. */
  Answers pointOnly() {
    return distribution().isPresent()
        ? new Answers(hasMean ? List.of() : List.of(MEDIAN), hasMean, origin, List.of())
        : this;
  }

  /** Index of the point forecast among the values. */
  public int point() {
    return hasMean ? levels.size() : levels.indexOf(MEDIAN);
  }

  /** The levels of the quantiles. */
  public double[] quantiles() {
    return levels.stream().mapToDouble(level -> level).toArray();
  }

  /**
   * Puts quantiles in order, so that none is below one of a lower level. No pinball loss, summed
   * over the levels, becomes larger by that (Chernozhukov, Fernández-Val and Galichon 2010).
   *
   * @param values Modified.
   * @param first index of the first value
   */
  void arrange(float[] values, int first) {
    if (!levels.isEmpty()) {
      Arrays.sort(values, first, first + levels.size());
    }
  }
}

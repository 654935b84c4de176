package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is answered for a target at a step of the horizon: quantiles of rising levels, then the
 * mean, if it is wanted. The point forecast is the mean, or else the median.
 *
 * @param levels levels of the quantiles, each above 0 and below 1
 * @param hasMean whether the mean is answered, or the only value of a loss without quantiles
 * @param origin where the quantiles come from
 */
public record Answers(List<Double> levels, boolean hasMean, Origin origin) implements Serializable {
  /** One value, whatever it is that the loss makes of it. */
  public static final Answers POINT = new Answers(List.of(), true, Origin.LEARNT);

  /** Where quantiles come from. */
  public enum Origin {
    /** Each is an output of the network. */
    LEARNT,
    /** Each is the only output of the network, shifted by what {@link Offsets} say. */
    SHIFTED
  }

  private static final double MEDIAN = 0.5;

  public Answers {
    levels = List.copyOf(levels);
    double below = 0;
    for (double level : levels) {
      if (!(level > below && level < 1)) {
        throw new IllegalArgumentException(
            "levels are %s, expected them to rise from above 0 to below 1".formatted(levels));
      }
      below = level;
    }
    if (origin == Origin.SHIFTED && !hasMean) {
      throw new IllegalArgumentException("quantiles around a value are answered beside it");
    }
    if (!hasMean && !levels.contains(MEDIAN)) {
      throw new IllegalArgumentException(
          "levels are %s: without a mean, the median (0.5) must be among them".formatted(levels));
    }
  }

  /** Quantiles whose point forecast is the median, which is added to the levels if need be. */
  public static Answers median(List<Double> levels) {
    List<Double> all =
        Stream.concat(levels.stream(), Stream.of(MEDIAN)).sorted().distinct().toList();
    return new Answers(all, false, Origin.LEARNT);
  }

  /** Quantiles, and the mean. */
  public static Answers mean(List<Double> levels) {
    return new Answers(levels, true, Origin.LEARNT);
  }

  /** A network's only value, and quantiles around it. */
  public static Answers around(List<Double> levels) {
    return new Answers(levels, true, Origin.SHIFTED);
  }

  /** Number of values. */
  public int values() {
    return levels.size() + (hasMean ? 1 : 0);
  }

  /** Number of outputs of the network. */
  public int outputs() {
    return origin == Origin.SHIFTED ? 1 : values();
  }

  /** Index of the output that a value is made of. */
  int output(int value) {
    return origin == Origin.SHIFTED ? 0 : value;
  }

  /** Whether the network learns quantiles. */
  public boolean areLearnt() {
    return !levels.isEmpty() && origin == Origin.LEARNT;
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

package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.sparklstm.core.exact.ExactSum;
import org.sparklstm.core.sequence.AnswerLayout;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;

/**
 * Errors of sums over the horizon, by target, in users' units; those of windows whose values were
 * all observed. Sums are exact, so parts can be merged in any order.
 */
public final class TotalErrors implements Serializable {
  private static final long serialVersionUID = 1L;

  private final QuantileErrors quantiles;
  private final List<Sums> sums;

  TotalErrors(int targets, List<Double> levels) {
    quantiles = new QuantileErrors(targets, levels);
    sums = IntStream.range(0, targets).mapToObj(i -> new Sums()).toList();
  }

  /** The sums of one target. */
  private static final class Sums implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ExactSum absolute = new ExactSum();
    private final ExactSum naive = new ExactSum();
    private final ExactSum size = new ExactSum();
    private long count;
  }

  /**
   * Adds a window. Modified.
   *
   * @param forecast its values. Not modified.
   */
  void add(WindowReader reader, Window window, float[] forecast) {
    AnswerLayout layout = reader.layout();
    for (int target = 0; target < layout.targets(); target++) {
      double actual = reader.totals().actual(window, target);
      if (Double.isNaN(actual)) {
        continue;
      }
      Sums one = sums.get(target);
      one.absolute.add(Math.abs(actual - forecast[layout.total(target)]));
      one.naive.add(Math.abs(actual - reader.totals().naive(window, target)));
      one.size.add(Math.abs(actual));
      one.count++;
      for (int level = 0; level < layout.answers().totals().size(); level++) {
        quantiles.add(target, level, forecast[layout.totalQuantile(target, level)], actual);
      }
    }
    quantiles.endWindow();
  }

  /** {@code other} Not modified. */
  void merge(TotalErrors other) {
    quantiles.merge(other.quantiles);
    for (int target = 0; target < sums.size(); target++) {
      Sums one = sums.get(target);
      Sums more = other.sums.get(target);
      one.absolute.add(more.absolute);
      one.naive.add(more.naive);
      one.size.add(more.size);
      one.count += more.count;
    }
  }

  /** The number of sums that were measured. */
  public long count(int target) {
    return sums.get(target).count;
  }

  /** The absolute errors of the sums as a share of the sums. */
  public double wape(int target) {
    return sums.get(target).absolute.value() / sums.get(target).size.value();
  }

  /** The same of the naive forecasts' sums. */
  public double naiveWape(int target) {
    return sums.get(target).naive.value() / sums.get(target).size.value();
  }

  /** How well their quantiles hold. */
  public QuantileErrors quantiles() {
    return quantiles;
  }
}

package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.train.ErrorHistogram;
import org.sparklstm.job.Json;

/** The distribution of errors as the bars of a chart. */
final class Distribution {
  /** Bars on each side of 0. */
  private static final int BARS = 25;

  /** Share of the errors that a chart may leave out. */
  private static final double LEFT_OUT = 0.01;

  private Distribution() {}

  /**
   * Shares of all errors: {@code from}, the edges of the bars, and the bars of each histogram under
   * its name.
   *
   * @param histograms of the same bins, by name
   * @param scale factor of the errors
   */
  static Json of(Map<String, ErrorHistogram> histograms, double scale) {
    ErrorHistogram any = histograms.values().iterator().next();
    int middle = any.bins() / 2;
    int width = (reach(histograms.values(), middle) + BARS - 1) / BARS;
    List<Double> from = new ArrayList<>();
    for (int bar = -BARS; bar <= BARS; bar++) {
      // beyond the outermost bins if their number is not a multiple of the bars
      double edge = any.from(middle) + bar * width * (any.from(middle + 1) - any.from(middle));
      from.add(scale * edge);
    }
    Json bars = new Json().put("from", from);
    histograms.forEach(
        (name, histogram) -> {
          double all = count(histogram, 0, histogram.bins());
          List<Double> shares = new ArrayList<>();
          for (int bar = -BARS; bar < BARS; bar++) {
            int first = middle + bar * width;
            shares.add(count(histogram, first, first + width) / all);
          }
          bars.put(name, shares);
        });
    return bars;
  }

  /** Bins on each side of the middle that hold nearly all errors of each histogram. */
  private static int reach(Collection<ErrorHistogram> histograms, int middle) {
    int reach = 1;
    for (ErrorHistogram histogram : histograms) {
      double enough = (1 - LEFT_OUT) * count(histogram, 0, histogram.bins());
      while (reach < middle && count(histogram, middle - reach, middle + reach) < enough) {
        reach++;
      }
    }
    return reach;
  }

  private static long count(ErrorHistogram histogram, int from, int to) {
    long count = 0;
    for (int bin = Math.max(0, from); bin < Math.min(to, histogram.bins()); bin++) {
      count += histogram.count(bin);
    }
    return count;
  }
}

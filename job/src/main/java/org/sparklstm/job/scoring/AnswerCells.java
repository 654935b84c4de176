package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.sequence.AnswerLayout;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.job.data.table.Statistics;

/**
 * The answers to one window, in users' units.
 *
 * @param answers (B, values). Not modified.
 * @param row of the window in the answers
 */
record AnswerCells(WindowReader reader, Statistics statistics, Matrix answers, int row) {

  private AnswerLayout layout() {
    return reader.layout();
  }

  double point(int step, int target) {
    return statistics.restore(answers.at(row, layout().point(step, target)), target);
  }

  List<Double> quantiles(int step, int target) {
    List<Double> quantiles = new ArrayList<>();
    for (int level = 0; level < layout().answers().levels().size(); level++) {
      float quantile = answers.at(row, layout().quantile(step, target, level));
      quantiles.add(statistics.restore(quantile, target));
    }
    return quantiles;
  }

  /** The sum over the horizon, then its quantiles; nothing if no sums are forecast. */
  List<Double> totals(int target) {
    List<Double> totals = new ArrayList<>();
    if (layout().hasTotals()) {
      for (int i = 0; i < layout().ofTotal(); i++) {
        totals.add((double) answers.at(row, layout().total(target) + i));
      }
    }
    return totals;
  }
}

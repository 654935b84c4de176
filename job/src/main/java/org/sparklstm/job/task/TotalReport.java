package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparklstm.core.train.QuantileErrors;
import org.sparklstm.core.train.TotalErrors;
import org.sparklstm.job.Json;

/**
 * Errors of sums over the horizon.
 *
 * @param targets their names
 */
record TotalReport(TotalErrors errors, List<String> targets) {

  /** Adds the errors of a target's sums to a summary in its own units. Modified. */
  void addTo(Json ofTarget, int target) {
    List<Json> intervals = new ArrayList<>();
    QuantileErrors quantiles = errors.quantiles();
    for (CentralInterval one : CentralInterval.of(quantiles.levels())) {
      intervals.add(
          new Json()
              .put("low", quantiles.levels().get(one.low()))
              .put("high", quantiles.levels().get(one.high()))
              .put("coverage", quantiles.coverage(target, one.low(), one.high()))
              .put("width", width(target, one)));
    }
    ofTarget.put(
        "total",
        new Json()
            .put("windows", errors.count(target))
            .put("wape", errors.wape(target))
            .put("baseline_wape", errors.naiveWape(target))
            .put("intervals", intervals));
  }

  private double width(int target, CentralInterval one) {
    return errors.quantiles().width(target, one.low(), one.high());
  }

  /** The widest interval of the first target's sums as a figure. */
  Optional<Report.Figure> figure() {
    return CentralInterval.of(errors.quantiles().levels()).stream()
        .filter(one -> errors.count(0) > 0)
        .findFirst()
        .map(
            one ->
                new Report.Figure(
                    "of sums, the %s interval covers".formatted(one.name()),
                    "%.1f %%"
                        .formatted(100 * errors.quantiles().coverage(0, one.low(), one.high())),
                    "of %s over the horizon; WAPE %.4g, naive %.4g"
                        .formatted(targets.get(0), errors.wape(0), errors.naiveWape(0))));
  }

  /** The errors as lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int target = 0; target < targets.size(); target++) {
      String name = targets.get(target);
      if (errors.count(target) == 0) {
        lines.add(name + ", sums over the horizon: none was observed as a whole");
        continue;
      }
      lines.add(
          "%s, sums over the horizon: WAPE %.4f, of the naive forecast's sums %.4f"
              .formatted(name, errors.wape(target), errors.naiveWape(target)));
      for (CentralInterval one : CentralInterval.of(errors.quantiles().levels())) {
        lines.add(
            "%s, sums, the %s interval: covers %.1f %% of them and is %.4g wide"
                .formatted(
                    name,
                    one.name(),
                    100 * errors.quantiles().coverage(target, one.low(), one.high()),
                    width(target, one)));
      }
    }
    return lines;
  }
}

package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sparklstm.core.train.ForecastErrors;
import org.sparklstm.core.train.QuantileErrors;
import org.sparklstm.job.Json;
import org.sparklstm.job.data.table.Statistics;

/**
 * Errors of forecast quantiles beside those of naive intervals: the naive forecast with the
 * quantiles of its own errors over the train span added.
 *
 * @param errors of the model's quantiles
 * @param naive of the naive intervals
 * @param panel errors by series, which the losses are taken from
 * @param statistics units of the targets
 */
record QuantileReport(
    QuantileErrors errors, QuantileErrors naive, PanelErrors panel, Statistics statistics) {
  /** The report of errors that have quantiles, if they do. */
  static Optional<QuantileReport> of(
      ForecastErrors errors, Optional<PanelErrors> panel, Statistics statistics) {
    return errors
        .quantiles()
        .flatMap(
            quantiles ->
                panel.map(
                    bySeries ->
                        new QuantileReport(
                            quantiles,
                            errors.naiveQuantiles().orElseThrow(),
                            bySeries,
                            statistics)));
  }

  private List<CentralInterval> intervals() {
    return CentralInterval.of(errors.levels());
  }

  /** Adds the losses to a summary. Modified. */
  void addTo(Json standardised) {
    standardised
        .put("wql", panel.wql())
        .put("baseline_wql", panel.naiveWql())
        .put("scaled_quantile_loss", panel.scaledQuantileLoss())
        .put("baseline_scaled_quantile_loss", panel.naiveScaledQuantileLoss());
  }

  /** Adds the intervals of a target to a summary in its own units. Modified. */
  void addTo(Json ofTarget, int target) {
    List<Json> all = new ArrayList<>();
    double unit = statistics.unit(target);
    for (CentralInterval one : intervals()) {
      all.add(
          new Json()
              .put("low", errors.levels().get(one.low()))
              .put("high", errors.levels().get(one.high()))
              .put("coverage", errors.coverage(target, one.low(), one.high()))
              .put("width", errors.width(target, one.low(), one.high()) * unit)
              .put("baseline_coverage", naive.coverage(target, one.low(), one.high()))
              .put("baseline_width", naive.width(target, one.low(), one.high()) * unit));
    }
    List<Json> levels = new ArrayList<>();
    for (int level = 0; level < errors.levels().size(); level++) {
      levels.add(
          new Json()
              .put("level", errors.levels().get(level))
              .put("share_below", errors.below(target, level))
              .put("baseline_share_below", naive.below(target, level)));
    }
    ofTarget.put("intervals", all).put("quantiles", levels);
  }

  /** The errors as lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "                             WQL         scaled quantile loss    of the levels "
            + errors.levels().stream()
                .map(level -> "%.4g".formatted(level).replaceAll("0+$", ""))
                .collect(Collectors.joining(", ")));
    lines.add(row("this model", panel.wql(), panel.scaledQuantileLoss()));
    lines.add(row("naive intervals", panel.naiveWql(), panel.naiveScaledQuantileLoss()));
    for (int target = 0; target < panel.targets(); target++) {
      for (CentralInterval one : intervals()) {
        double unit = statistics.unit(target);
        lines.add(
            "%s, the %s interval: covers %.1f %% of the values and is %.4g wide; the naive one %.1f %%, %.4g"
                .formatted(
                    statistics.columns().get(target),
                    one.name(),
                    100 * errors.coverage(target, one.low(), one.high()),
                    errors.width(target, one.low(), one.high()) * unit,
                    100 * naive.coverage(target, one.low(), one.high()),
                    naive.width(target, one.low(), one.high()) * unit));
      }
    }
    return lines;
  }

  /** The widest interval of the first target as a figure. */
  Optional<Report.Figure> figure() {
    return intervals().stream()
        .findFirst()
        .map(
            one ->
                new Report.Figure(
                    "the %s interval covers".formatted(one.name()),
                    "%.1f %%".formatted(100 * errors.coverage(0, one.low(), one.high())),
                    "of %s; WQL %.4g, naive intervals %.4g"
                        .formatted(statistics.columns().get(0), panel.wql(), panel.naiveWql())));
  }

  private static String row(String name, double wql, double scaled) {
    return "  %-26s %.5f     %.5f".formatted(name, wql, scaled);
  }
}

package org.sparklstm.job.run;

import java.util.List;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.report.Console;

/** The output of {@code plan}: console lines and JSON. */
final class PlanReport {
  private final Projection projection;
  private final double stepSeconds;
  private final String unit;

  /**
   * @param projection projection from measured steps
   * @param stepSeconds seconds per measured step
   * @param unit the word for what steps are made of
   */
  PlanReport(Projection projection, double stepSeconds, String unit) {
    this.projection = projection;
    this.stepSeconds = stepSeconds;
    this.unit = unit;
  }

  /**
   * Shows the measurements, and the projection to the same cluster for comparison.
   *
   * @param here the cluster that the steps ran on
   */
  void showMeasured(Console console, Projection.Cluster here) {
    console.say(
        "measured here: %.3f ms per %s and core, %.1f ms to start a job, %.3f ms for each further task, %.2f ms to add the sum of a task (%,d bytes), %.2f ms to update"
            .formatted(
                projection.windowSeconds() * 1000,
                unit,
                projection.jobSeconds() * 1000,
                projection.taskSeconds() * 1000,
                projection.mergeSeconds() * 1000,
                projection.sumBytes(),
                projection.updateSeconds() * 1000));
    console.say(
        "a step here took %.1f ms; the projection for this cluster is %.1f ms"
            .formatted(stepSeconds * 1000, projection.on(here).total() * 1000));
  }

  /**
   * Shows the table of projections.
   *
   * @param best the fastest step of all numbers of executors
   */
  void show(Console console, List<Projection.Step> steps, Projection.Step best) {
    console.say("");
    console.say(
        "projected from that, not measured: distributed steps of %,d %ss, executors of %d cores, %s Gbit/s"
            .formatted(
                projection.batch(),
                unit,
                steps.get(0).cluster().cores(),
                number(steps.get(0).cluster().gigabits())));
    console.say(
        "%9s %10s %11s %10s  %-18s %s"
            .formatted(
                "executors",
                "ms/step",
                unit + "s/s",
                "efficiency",
                "longest phase",
                "batch for 80 %"));
    for (Projection.Step step : steps) {
      console.say(
          "%,9d %10.1f %,11.0f %9.0f%%  %-18s %,d"
              .formatted(
                  step.cluster().executors(),
                  step.total() * 1000,
                  step.windowsPerSecond(),
                  step.efficiency() * 100,
                  step.largest(),
                  step.batchForEfficiency()));
    }
    console.say("");
    console.say(
        "with batches of %,d, %,d executors are the fastest: %,.0f %ss/s"
            .formatted(
                projection.batch(), best.cluster().executors(), best.windowsPerSecond(), unit));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : Double.toString(value);
  }

  /**
   * The measurements and projections as JSON.
   *
   * @param cores number of cores that the steps ran on
   */
  Json json(String run, int cores, List<Projection.Step> steps, Projection.Step best) {
    return new Json()
        .put(ResultKeys.RUN_ID, run)
        .put(ResultKeys.STATUS, "projected")
        .put(
            "measured",
            new Json()
                .put("cores", cores)
                .put("step_seconds", stepSeconds)
                .put("batch", projection.batch())
                .put("block", projection.block())
                .put("window_seconds", projection.windowSeconds())
                .put("update_seconds", projection.updateSeconds())
                .put("job_seconds", projection.jobSeconds())
                .put("task_seconds", projection.taskSeconds())
                .put("merge_seconds", projection.mergeSeconds())
                .put(ResultKeys.PARAMETERS, projection.parameters())
                .put("sum_bytes", projection.sumBytes()))
        .put("projected", steps.stream().map(PlanReport::json).toList())
        .put("best", json(best));
  }

  private static Json json(Projection.Step step) {
    return new Json()
        .put("executors", step.cluster().executors())
        .put("cores", step.cluster().cores())
        .put("gigabits", step.cluster().gigabits())
        .put("step_seconds", step.total())
        .put("broadcast", step.broadcast())
        .put("scheduling", step.scheduling())
        .put("compute", step.compute())
        .put("aggregation", step.aggregation())
        .put("update", step.update())
        .put(ResultKeys.WINDOWS_PER_SECOND, step.windowsPerSecond())
        .put("parallel_efficiency", step.efficiency())
        .put("batch_for_80_percent", step.batchForEfficiency());
  }
}

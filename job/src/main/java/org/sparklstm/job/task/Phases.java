package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.StepTimes;

/** The time of the steps of a training by phase, for each epoch. */
public final class Phases {
  /** Share of the time above which computing is the bottleneck. */
  private static final double COMPUTING = 0.8;

  private final int slots;
  private final boolean whole;
  private final List<StepTimes> epochs = new ArrayList<>();

  /**
   * @param slots cores to compute on
   * @param shards the data; if every executor has all of it, one can compute alone
   */
  Phases(int slots, PlacedShards shards) {
    this.slots = slots;
    whole = shards.isWhole();
  }

  /**
   * Adds the time of steps of an epoch.
   *
   * @param epoch from 0
   */
  void add(int epoch, StepTimes times) {
    while (epochs.size() <= epoch) {
      epochs.add(StepTimes.NONE);
    }
    epochs.set(epoch, epochs.get(epoch).plus(times));
  }

  private StepTimes all() {
    return epochs.stream().reduce(StepTimes.NONE, StepTimes::plus);
  }

  /** Number of examples in all steps so far. */
  long examples() {
    return all().examples();
  }

  /** Seconds in each phase of all steps so far. */
  public Json json() {
    return of(all(), slots);
  }

  /** The same for each epoch. */
  public List<Json> epochs() {
    return epochs.stream().map(times -> of(times, slots)).toList();
  }

  /**
   * The bottleneck of the run and what would help, in one sentence.
   *
   * @param execution where the steps ran
   */
  String advice(String execution) {
    StepTimes times = all();
    if (times.steps() == 0) {
      return "all steps were taken before";
    }
    boolean single = execution.equals("single");
    double overhead = times.broadcast() + times.aggregation() + times.waiting();
    double imbalance = times.slowest() - times.compute();
    if (times.compute() > COMPUTING * times.total()) {
      double working = times.busy() / (slots * times.compute());
      return working > COMPUTING
          ? "computing takes %.0f %% of the steps' time: more cores%s would help"
              .formatted(100 * times.compute() / times.total(), single ? "" : " or executors")
          : "computing takes %.0f %% of the steps' time, on %.0f %% of the cores: a larger train.batch%s would give the others work"
              .formatted(
                  100 * times.compute() / times.total(),
                  100 * working,
                  single
                      ? ", or train.execution = distributed if there are several executors,"
                      : "");
    } else if (overhead >= imbalance && overhead >= times.update()) {
      return "moving parameters and results and starting tasks take %.0f %% of the steps' time: a larger train.batch%s"
          .formatted(
              100 * overhead / times.total(),
              single
                  ? " would help"
                  : (whole ? " or train.execution = single" : "")
                      + " would help; so may fewer executors, if there are several");
    } else if (imbalance >= times.update()) {
      return "waiting for the slowest task takes %.0f %% of the steps' time: fewer data.partitions or a larger train.batch would spread the work better"
          .formatted(100 * imbalance / times.total());
    }
    return "the driver's update takes %.0f %% of the steps' time: a larger train.batch would help"
        .formatted(100 * times.update() / times.total());
  }

  /**
   * Seconds and bytes as JSON.
   *
   * @param slots cores to compute on
   */
  public static Json of(StepTimes times, int slots) {
    return new Json()
        .put(ResultKeys.STEPS, times.steps())
        .put(ResultKeys.TOTAL, times.total())
        .put("broadcast", times.broadcast())
        .put("compute_slowest", times.slowest())
        .put("compute_mean", times.compute())
        .put("gather", times.gather())
        .put("aggregation", times.aggregation())
        .put("waiting", times.waiting())
        .put("update", times.update())
        .put("bytes_per_step", times.bytes() / Math.max(1, times.steps()))
        .put(ResultKeys.WINDOWS_PER_SECOND, times.examples() / times.total())
        .put("parallel_efficiency", times.busy() / (slots * times.total()));
  }
}

package org.sparklstm.job.report;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Json;

/**
 * The training's history for charts: all epochs, and steps merged into a bounded number of points.
 * The training thread adds steps; any thread may read.
 */
final class History implements TrainingListener {
  /** Maximum number of points of a curve. */
  private static final int POINTS = 600;

  private final List<EpochReport> epochs = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();

  /** Steps per point. */
  private long stepsPerPoint = 1;

  /**
   * Consecutive steps.
   *
   * @param first first step, from 1
   * @param steps number of steps
   * @param lossSum sum of their losses
   * @param largestNorm largest gradient norm
   * @param learningRate learning rate of the last step
   */
  private record Point(
      long first, long steps, double lossSum, double largestNorm, double learningRate) {
    Point merge(Point next) {
      return new Point(
          first,
          steps + next.steps,
          lossSum + next.lossSum,
          Math.max(largestNorm, next.largestNorm),
          next.learningRate);
    }
  }

  /**
   * @param before lines of metrics.jsonl from before the run resumed
   */
  History(String before) {
    new MetricsLines(before).replay(this);
  }

  @Override
  public synchronized void onStep(TrainingState state, StepReport report) {
    Point point =
        new Point(
            report.step() + 1, 1, report.loss(), report.gradientNorm(), report.learningRate());
    Point last = points.isEmpty() ? null : points.get(points.size() - 1);
    if (last != null && last.steps() < stepsPerPoint) {
      points.set(points.size() - 1, last.merge(point));
      return;
    }
    if (points.size() == POINTS) {
      halve();
    }
    points.add(point);
  }

  private void halve() {
    for (int i = 0; i < POINTS / 2; i++) {
      points.set(i, points.get(2 * i).merge(points.get(2 * i + 1)));
    }
    points.subList(POINTS / 2, POINTS).clear();
    stepsPerPoint *= 2;
  }

  @Override
  public synchronized void onEpoch(TrainingState state, EpochReport report) {
    epochs.add(report);
  }

  /** Losses of the epochs, and the best epoch. */
  synchronized Json epochs() {
    int best = 0;
    for (EpochReport epoch : epochs) {
      best = epoch.best() ? epoch.epoch() + 1 : best;
    }
    return new Json()
        .put("train", epochs.stream().map(EpochReport::trainLoss).toList())
        .put("validation", epochs.stream().map(EpochReport::validationLoss).toList())
        .put("best", best);
  }

  /** Loss, gradient norm and learning rate of the steps, by point. */
  synchronized Json steps() {
    return new Json()
        .put("together", stepsPerPoint)
        .put("step", points.stream().map(Point::first).toList())
        .put("loss", points.stream().map(point -> point.lossSum() / point.steps()).toList())
        .put("gradient_norm", points.stream().map(Point::largestNorm).toList())
        .put("learning_rate", points.stream().map(Point::learningRate).toList());
  }
}

package org.sparklstm.job.report;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Json;

/**
 * How training has gone so far, small enough for a picture: every epoch, and steps put together
 * where they are many. Steps are added by the training thread, and may be read by any.
 */
final class History implements TrainingListener {
  /** Points of a curve, at most. */
  private static final int POINTS = 600;

  private final List<EpochReport> epochs = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();

  /** Steps that a point stands for. */
  private long together = 1;

  /**
   * Some steps that follow each other.
   *
   * @param first from 1
   */
  private record Point(
      long first, long steps, double lossSum, double largestNorm, double learningRate) {
    Point and(Point next) {
      return new Point(
          first,
          steps + next.steps,
          lossSum + next.lossSum,
          Math.max(largestNorm, next.largestNorm),
          next.learningRate);
    }
  }

  /**
   * @param before lines of the metrics of steps that have been taken already
   */
  History(String before) {
    new MetricsLines(before).tell(this);
  }

  @Override
  public synchronized void onStep(TrainingState state, StepReport report) {
    Point point =
        new Point(
            report.step() + 1, 1, report.loss(), report.gradientNorm(), report.learningRate());
    Point last = points.isEmpty() ? null : points.get(points.size() - 1);
    if (last != null && last.steps() < together) {
      points.set(points.size() - 1, last.and(point));
      return;
    }
    if (points.size() == POINTS) {
      halve();
    }
    points.add(point);
  }

  private void halve() {
    for (int i = 0; i < POINTS / 2; i++) {
      points.set(i, points.get(2 * i).and(points.get(2 * i + 1)));
    }
    points.subList(POINTS / 2, POINTS).clear();
    together *= 2;
  }

  @Override
  public synchronized void onEpoch(TrainingState state, EpochReport report) {
    epochs.add(report);
  }

  /** Losses of the epochs. */
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

  /** What steps were like. */
  synchronized Json steps() {
    return new Json()
        .put("together", together)
        .put("step", points.stream().map(Point::first).toList())
        .put("loss", points.stream().map(point -> point.lossSum() / point.steps()).toList())
        .put("gradient_norm", points.stream().map(Point::largestNorm).toList())
        .put("learning_rate", points.stream().map(Point::learningRate).toList());
  }
}

package org.sparklstm.job.report;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;

/**
 * Shows the progress of training: a live line on a terminal, or else a line every ten seconds, and
 * a line per epoch.
 */
public final class ProgressLine implements TrainingListener {
  private static final long LIVE_MILLIS = 100;
  private static final long PLAIN_MILLIS = 10_000;

  private final Console console;
  private final int epochs;
  private final long stepsPerEpoch;
  private final long windowsPerEpoch;
  private final String unit;
  private Pace pace = new Pace();
  private boolean warmedUp;
  private long shown = System.nanoTime();

  public ProgressLine(
      Console console, int epochs, long stepsPerEpoch, long windowsPerEpoch, String unit) {
    this.console = console;
    this.epochs = epochs;
    this.stepsPerEpoch = stepsPerEpoch;
    this.windowsPerEpoch = windowsPerEpoch;
    this.unit = unit;
  }

  @Override
  public void onStep(TrainingState state, StepReport report) {
    pace.step(report.examples());
    long pause = console.isTerminal() ? LIVE_MILLIS : PLAIN_MILLIS;
    if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - shown) < pause) {
      return;
    }
    shown = System.nanoTime();
    String line =
        "epoch %d/%d  step %,d/%,d  loss %.5f  %s"
            .formatted(
                report.epoch() + 1,
                epochs,
                report.step() + 1 - report.epoch() * stepsPerEpoch,
                stepsPerEpoch,
                report.loss(),
                speed(report.step() + 1));
    if (console.isTerminal()) {
      console.live(line);
    } else {
      console.say(line);
    }
  }

  @Override
  public void onEpoch(TrainingState state, EpochReport report) {
    String validation =
        Double.isNaN(report.validationLoss())
            ? ""
            : "  validation %.5f".formatted(report.validationLoss());
    console.say(
        "epoch %d/%d  train %.5f%s%s  %s"
            .formatted(
                report.epoch() + 1,
                epochs,
                report.trainLoss(),
                validation,
                report.best() ? "  best" : "      ",
                speed((report.epoch() + 1) * stepsPerEpoch)));
    if (!warmedUp) {
      // after the first epoch code is compiled, data is placed and the execution is chosen
      pace = new Pace();
      warmedUp = true;
    }
  }

  /**
   * Recent speed, including validations, and remaining time.
   *
   * @param done number of steps so far, including those before the run resumed
   */
  private String speed(long done) {
    double windows = pace.windowsPerSecond();
    double left = (epochs * stepsPerEpoch - done) * ((double) windowsPerEpoch / stepsPerEpoch);
    Duration rest = Duration.ofSeconds((long) (left / windows));
    return "%,.0f %s/s  %d:%02d:%02d left"
        .formatted(windows, unit, rest.toHours(), rest.toMinutesPart(), rest.toSecondsPart());
  }
}

package org.sparklstm.job.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.GradientWatch;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.core.train.ValueHistogram;
import org.sparklstm.job.config.TensorboardConfig;

/**
 * Collects TensorBoard events of a training. Object stores cannot append, so each file holds some
 * epochs and is complete when it is written. TensorBoard reads the files in the order of their
 * names, which contain the last epoch.
 */
public final class TensorBoardLog implements TrainingListener {
  /** Name of the directory in the run's directory. */
  public static final String DIRECTORY = "tensorboard";

  /** Minimum seconds between two files, because epochs may be short. */
  private static final int SECONDS = 10;

  private static final Pattern NAME =
      Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\.spark-lstm");

  private final TensorboardConfig config;
  private final ParameterLayout layout;
  private final long stepsPerEpoch;
  private final Consumer<File> finished;
  private final LongSupplier nanoClock;
  private long writtenNanos;

  /** Events of finished epochs that are not in a file yet. */
  private EventFile past = newFile();

  /** The last finished epoch, from 1. */
  private int pastEpoch;

  /** Events of the current epoch. */
  private EventFile open = newFile();

  /** The current epoch, from 1. */
  private int openEpoch;

  /**
   * A file to write.
   *
   * @param name path relative to the run's directory
   * @param content Not modified.
   */
  public record File(String name, byte[] content) {}

  /**
   * @param finished receives complete files
   * @param nanoClock clock such as {@link System#nanoTime}
   */
  public TensorBoardLog(
      TensorboardConfig config,
      ParameterLayout layout,
      long stepsPerEpoch,
      Consumer<File> finished,
      LongSupplier nanoClock) {
    this.config = config;
    this.layout = layout;
    this.stepsPerEpoch = stepsPerEpoch;
    this.finished = finished;
    this.nanoClock = nanoClock;
    writtenNanos = nanoClock.getAsLong();
  }

  /** The last epoch in an event file, from 1; 0 if the name is not that of an event file. */
  public static int lastEpoch(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? (int) Math.min(Integer.MAX_VALUE, Long.parseLong(matcher.group(1)))
        : 0;
  }

  private static EventFile newFile() {
    return new EventFile(() -> System.currentTimeMillis() / 1000.0);
  }

  /** Interval in steps at which this needs gradients; 0 if it needs none. */
  public long gradientsEvery() {
    return config.isOn() ? config.histogramsEveryEpochs() * stepsPerEpoch : 0;
  }

  @Override
  public void onGradients(GradientReport report) {
    addHistograms("gradients/", report.step() + 1, report.histograms());
  }

  private void addHistograms(String prefix, long step, List<ValueHistogram> histograms) {
    for (int i = 0; i < histograms.size(); i++) {
      open.histogram(prefix + layout.entries().get(i).name(), step, histograms.get(i));
    }
  }

  @Override
  public void onStep(TrainingState state, StepReport report) {
    openEpoch = report.epoch() + 1;
    long step = report.step() + 1;
    if (config.isOn() && (step % config.everySteps() == 0 || step % stepsPerEpoch == 0)) {
      open.scalar("step/loss", step, report.loss());
      open.scalar("step/gradient_norm", step, report.gradientNorm());
      open.scalar("step/learning_rate", step, report.learningRate());
    }
  }

  /**
   * @param state null for an epoch from before the run resumed
   */
  @Override
  public void onEpoch(TrainingState state, EpochReport report) {
    if (!config.isOn()) {
      return;
    }
    int epoch = report.epoch() + 1;
    open.scalar("epoch/train_loss", epoch, report.trainLoss());
    if (!Double.isNaN(report.validationLoss())) {
      open.scalar("epoch/validation_loss", epoch, report.validationLoss());
    }
    int every = config.histogramsEveryEpochs();
    if (state != null && every > 0 && epoch % every == 0) {
      addHistograms("weights/", state.step(), GradientWatch.histograms(layout, state.parameters()));
    }
    past.append(open);
    pastEpoch = epoch;
    open = newFile();
    if (nanoClock.getAsLong() - writtenNanos >= SECONDS * 1_000_000_000L) {
      finish();
    }
  }

  /** Passes on all events so far. Those of the current epoch go to a separate file. */
  public void finish() {
    if (!past.isEmpty()) {
      finished.accept(file(pastEpoch, past));
      past = newFile();
    }
    if (!open.isEmpty()) {
      finished.accept(file(openEpoch, open));
      open = newFile();
    }
    writtenNanos = nanoClock.getAsLong();
  }

  private static File file(int lastEpoch, EventFile events) {
    return new File(
        "%s/events.out.tfevents.%s.spark-lstm"
            .formatted(DIRECTORY, String.format(Locale.ROOT, "%010d", lastEpoch)),
        events.bytes());
  }
}

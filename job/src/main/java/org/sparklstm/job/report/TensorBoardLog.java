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
 * What TensorBoard shows of a training. Object stores cannot append, hence files of some epochs
 * each, complete when they are written, which TensorBoard reads one after the other, by name: that
 * of a file is its last epoch.
 */
public final class TensorBoardLog implements TrainingListener {
  /** The directory of the files below that of the run. */
  public static final String DIRECTORY = "tensorboard";

  /** Seconds from a file to the next: epochs may be short. */
  private static final int SECONDS = 10;

  private static final Pattern NAME =
      Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\.spark-lstm");

  private final TensorboardConfig config;
  private final ParameterLayout layout;
  private final long stepsPerEpoch;
  private final Consumer<File> finished;
  private final LongSupplier nanoClock;
  private long writtenNanos;

  /** Of epochs that are over, up to that one, from 1. */
  private EventFile past = newFile();

  private int pastEpoch;

  /** Of the epoch under way, from 1. */
  private EventFile open = newFile();

  private int openEpoch;

  /**
   * A file.
   *
   * @param name below the run's directory
   * @param content Not modified.
   */
  public record File(String name, byte[] content) {}

  /**
   * @param finished takes the files
   * @param nanoClock as {@link System#nanoTime}
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

  /** The last epoch, from 1, that a file tells of; 0 for other files. */
  public static int lastEpoch(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static EventFile newFile() {
    return new EventFile(() -> System.currentTimeMillis() / 1000.0);
  }

  /** Steps between two whose gradients are wanted, or 0 for none. */
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
   * @param state null where an earlier training has been there
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

  /** Gives away what there is. What there is of an epoch under way is a file of its own. */
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

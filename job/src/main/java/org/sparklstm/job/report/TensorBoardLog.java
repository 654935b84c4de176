package org.sparklstm.job.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.GradientWatch;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.core.train.ValueHistogram;
import org.sparklstm.job.config.TensorboardConfig;

/**
 * What TensorBoard shows of a training. Each epoch is a file of its own, complete when it is
 * written: object stores cannot append, and TensorBoard reads the files of a directory one after
 * the other, by name.
 */
public final class TensorBoardLog implements TrainingListener {
  /** The directory of the files below that of the run. */
  public static final String DIRECTORY = "tensorboard";

  private final TensorboardConfig config;
  private final ParameterLayout layout;
  private final long stepsPerEpoch;
  private final Consumer<File> finished;
  private EventFile events = newFile();
  private boolean isEmpty = true;

  /**
   * A file.
   *
   * @param name below the run's directory
   * @param content Not modified.
   */
  public record File(String name, byte[] content) {}

  /**
   * @param finished takes the file of an epoch that is over
   */
  public TensorBoardLog(
      TensorboardConfig config,
      ParameterLayout layout,
      long stepsPerEpoch,
      Consumer<File> finished) {
    this.config = config;
    this.layout = layout;
    this.stepsPerEpoch = stepsPerEpoch;
    this.finished = finished;
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
      events.histogram(prefix + layout.entries().get(i).name(), step, histograms.get(i));
    }
  }

  @Override
  public void onStep(TrainingState state, StepReport report) {
    long step = report.step() + 1;
    if (config.isOn() && (step % config.everySteps() == 0 || step % stepsPerEpoch == 0)) {
      events.scalar("step/loss", step, report.loss());
      events.scalar("step/gradient_norm", step, report.gradientNorm());
      events.scalar("step/learning_rate", step, report.learningRate());
      isEmpty = false;
    }
  }

  @Override
  public void onEpoch(TrainingState state, EpochReport report) {
    if (!config.isOn()) {
      return;
    }
    int epoch = report.epoch() + 1;
    events.scalar("epoch/train_loss", epoch, report.trainLoss());
    if (!Double.isNaN(report.validationLoss())) {
      events.scalar("epoch/validation_loss", epoch, report.validationLoss());
    }
    int every = config.histogramsEveryEpochs();
    if (every > 0 && epoch % every == 0) {
      addHistograms("weights/", state.step(), GradientWatch.histograms(layout, state.parameters()));
    }
    isEmpty = false;
    finish(epoch);
  }

  /**
   * Gives away what there is of an epoch that goes on later, if anything.
   *
   * @param epochs that are over
   */
  public void finishPart(int epochs) {
    if (!isEmpty) {
      finish(epochs + 1);
    }
  }

  private void finish(int epoch) {
    finished.accept(
        new File(
            "%s/events.out.tfevents.%s.spark-lstm"
                .formatted(DIRECTORY, String.format(Locale.ROOT, "%010d", epoch)),
            events.bytes()));
    events = newFile();
    isEmpty = true;
  }
}

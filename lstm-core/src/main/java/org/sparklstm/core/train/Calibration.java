package org.sparklstm.core.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.sequence.Answers;
import org.sparklstm.core.sequence.Offsets;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.tensor.Matrix;

/**
 * Split conformal calibration (Vovk et al. 2005; of quantiles, Romano, Patterson and Candès 2019):
 * the errors of a network on windows that it was not trained on say what must be added to its
 * outputs to make quantiles of them.
 *
 * <p>An error is the target that the network learns, less its output: the distance of the actual
 * value from the forecast, or from a quantile, divided by the level of the window if it has one.
 * The offset of the quantile of level q is the ⌈(n + 1) q⌉-th smallest of n errors, the first or
 * the last where there is none of that rank. Each step and target has its own, for all series.
 */
public final class Calibration {
  private static final double ROUNDING = 1e-9;

  private final Network network;
  private final WindowReader reader;
  private final WindowBatch batch;
  private final double[] levels;

  /** The errors so far, by truth and output. */
  private final List<Errors> errors = new ArrayList<>();

  /** A list of numbers. */
  private static final class Errors {
    private float[] values = new float[64];
    private int count;

    void add(float value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }

    float ranked(double level) {
      // a product such as 100 · 0.07 is a little too large
      long rank = (long) Math.ceil((count + 1) * level - ROUNDING);
      return values[(int) Math.max(1, Math.min(count, rank)) - 1];
    }
  }

  /**
   * Creates a calibration.
   *
   * @param parameters of the network. Not modified.
   */
  public Calibration(ModelSpec model, float[] parameters, Kernels kernels) {
    network = new Network(model.network(), kernels);
    network.load(parameters);
    reader = ((Forecasting) model.objective()).reader();
    batch = new WindowBatch(reader);
    levels = reader.answers().quantiles();
    for (int i = 0; i < reader.outputs(); i++) {
      errors.add(new Errors());
    }
  }

  /**
   * Adds the errors on some windows; what was not observed has none. Modified.
   *
   * @param windows one batch. Not modified.
   */
  public void add(Window[] windows) {
    batch.read(windows, (window, column) -> false, network);
    network.predict();
    int outputs = reader.answers().outputs();
    Matrix target = Matrix.zeros(windows.length, reader.truths());
    for (int b = 0; b < windows.length; b++) {
      reader.readTarget(windows[b], target, b);
      for (int truth = 0; truth < reader.truths(); truth++) {
        float actual = target.at(b, truth);
        for (int i = truth * outputs; !Float.isNaN(actual) && i < (truth + 1) * outputs; i++) {
          errors.get(i).add(actual - network.output().at(batch.row(b), i));
        }
      }
    }
  }

  /** The smallest number of errors that a step and target has. */
  public int fewest() {
    return errors.stream().mapToInt(one -> one.count).min().orElse(0);
  }

  /** What is to be added to the network's outputs; needs an error for each of them. */
  public Offsets offsets() {
    Answers answers = reader.answers();
    errors.forEach(one -> Arrays.sort(one.values, 0, one.count));
    List<Double> offsets = new ArrayList<>();
    for (int truth = 0; truth < reader.truths(); truth++) {
      for (int level = 0; level < levels.length; level++) {
        int output = answers.areLearnt() ? level : 0;
        offsets.add((double) errors.get(truth * answers.outputs() + output).ranked(levels[level]));
      }
    }
    return new Offsets(offsets);
  }
}

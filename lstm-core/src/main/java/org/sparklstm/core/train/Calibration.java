package org.sparklstm.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.sequence.AnswerLayout;
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
 * <p>An error is the target that the network learns, less what it answers: the distance of the
 * actual value from the forecast, or from a quantile, divided by the level of the window if it has
 * one. The offset of the quantile of level q is the ⌈(n + 1) q⌉-th smallest of n errors, the first
 * or the last where there is none of that rank. Each step and target has its own, for all series.
 * So have the sums over the horizon, whose errors are those of the sum of the forecasts, divided by
 * {@link org.sparklstm.core.sequence.WindowTotals#size}.
 */
public final class Calibration {
  private static final double MEDIAN = 0.5;

  private final Network network;
  private final WindowReader reader;
  private final AnswerLayout layout;
  private final WindowBatch batch;

  /** The quantiles of a truth that errors are counted of: each level, or the only output. */
  private final int kinds;

  /** The errors so far, by truth and kind. */
  private final List<RankedErrors> errors;

  /** Those of sums, by target. */
  private final List<RankedErrors> totals;

  private final double[] answered;
  private final float[] forecast;

  /**
   * Creates a calibration.
   *
   * @param parameters of the network. Not modified.
   */
  public Calibration(ModelSpec model, float[] parameters, Kernels kernels) {
    network = new Network(model.network(), kernels);
    network.load(parameters);
    reader = ((Forecasting) model.objective()).reader();
    layout = reader.layout();
    batch = new WindowBatch(reader);
    Answers answers = layout.answers();
    kinds = answers.origin() == Answers.Origin.SHIFTED ? 1 : answers.levels().size();
    errors = empty(layout.truths() * kinds);
    totals = empty(layout.hasTotals() ? layout.targets() : 0);
    answered = new double[answers.levels().size() + 1];
    forecast = new float[layout.values()];
  }

  private static List<RankedErrors> empty(int count) {
    return IntStream.range(0, count).mapToObj(i -> new RankedErrors()).toList();
  }

  /**
   * Adds the errors on some windows; what was not observed has none. Modified.
   *
   * @param windows one batch. Not modified.
   */
  public void add(Window[] windows) {
    batch.read(windows, (window, column) -> false, network);
    network.predict();
    Matrix target = Matrix.zeros(windows.length, layout.targetColumns());
    for (int b = 0; b < windows.length; b++) {
      reader.readTarget(windows[b], target, b);
      for (int truth = 0; truth < layout.truths(); truth++) {
        addTruth(target, b, truth);
      }
      if (layout.hasTotals()) {
        addTotals(windows[b], b);
      }
    }
  }

  private void addTruth(Matrix target, int b, int truth) {
    int at = target.index(b, layout.targetColumn(truth));
    float actual = target.data()[at];
    boolean hasLevel = layout.targetColumns() > layout.truths();
    float level = hasLevel ? target.data()[at + 1] : 1;
    reader.answered(network.output(), batch.row(b), truth, level, answered);
    for (int kind = 0; kind < kinds && !Float.isNaN(actual); kind++) {
      errors.get(truth * kinds + kind).add((float) (actual - answered[kind]) / level);
    }
  }

  /** A window of which a value was not observed has no actual sum. */
  private void addTotals(Window window, int b) {
    reader.forecast(window, network.output(), batch.row(b), forecast, 0);
    for (int target = 0; target < layout.targets(); target++) {
      double actual = reader.totals().actual(window, target);
      if (!Double.isNaN(actual)) {
        double error = actual - reader.totals().forecast(forecast, target);
        double size =
            reader.totals().size(window, target, network.output(), batch.row(b), forecast);
        totals.get(target).add((float) (error / size));
      }
    }
  }

  /** The smallest number of errors that a step and target has, and a sum if there are sums. */
  public int fewest() {
    return IntStream.concat(
            errors.stream().mapToInt(RankedErrors::count),
            totals.stream().mapToInt(RankedErrors::count))
        .min()
        .orElse(0);
  }

  /** What is to be added to the network's outputs; needs an error for each of them. */
  public List<Double> ofSteps() {
    List<Double> levels = layout.answers().levels();
    List<Double> offsets = new ArrayList<>();
    for (int truth = 0; truth < layout.truths(); truth++) {
      for (int level = 0; level < levels.size(); level++) {
        RankedErrors one = errors.get(truth * kinds + Math.min(level, kinds - 1));
        offsets.add((double) one.ranked(levels.get(level)));
      }
    }
    return offsets;
  }

  /** What a sum of forecasts is of the sum. */
  public enum Sum {
    /** Its mean, because forecasts are means. */
    MEAN,
    /** Neither mean nor median: the median of the errors is to be added. */
    BIASED
  }

  /** What is to be added to sums, as {@link Offsets#totals}; needs an error of each. */
  public List<Double> ofTotals(Sum sum) {
    List<Double> offsets = new ArrayList<>();
    for (RankedErrors one : totals) {
      offsets.add(sum == Sum.MEAN ? 0 : (double) one.ranked(MEDIAN));
      layout.answers().totals().forEach(level -> offsets.add((double) one.ranked(level)));
    }
    return offsets;
  }
}

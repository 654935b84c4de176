package org.sparklstm.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.TrainingListener.GradientReport;

/** Tells of the gradient of some steps, parameter by parameter. */
public final class GradientWatch implements TrainingListener {
  private final ParameterLayout layout;
  private final long every;
  private final Consumer<GradientReport> told;

  /**
   * @param every steps between two that are told of, at least 1
   */
  public GradientWatch(ParameterLayout layout, long every, Consumer<GradientReport> told) {
    this.layout = layout;
    this.every = every;
    this.told = told;
  }

  @Override
  public void onGradient(long step, float[] gradient) {
    if ((step + 1) % every == 0) {
      told.accept(new GradientReport(step, histograms(layout, gradient)));
    }
  }

  /**
   * Histograms of all parameters, or of their gradients, in the layout's order.
   *
   * @param values Not modified.
   */
  public static List<ValueHistogram> histograms(ParameterLayout layout, float[] values) {
    List<ValueHistogram> histograms = new ArrayList<>();
    for (ParameterLayout.Entry entry : layout.entries()) {
      histograms.add(ValueHistogram.of(values, entry.offset(), entry.size()));
    }
    return histograms;
  }
}

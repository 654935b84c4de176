package org.sparklstm.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.TrainingListener.GradientReport;

/** Reports histograms of the gradient, by parameter, every few steps. */
public final class GradientWatch implements TrainingListener {
  private final ParameterLayout layout;
  private final long every;
  private final Consumer<GradientReport> reports;

  /**
   * Creates a listener.
   *
   * @param every steps between two reports, at least 1
   * @param reports receives the reports
   */
  public GradientWatch(ParameterLayout layout, long every, Consumer<GradientReport> reports) {
    this.layout = layout;
    this.every = every;
    this.reports = reports;
  }

  @Override
  public void onGradient(long step, Supplier<float[]> gradient) {
    if ((step + 1) % every == 0) {
      reports.accept(new GradientReport(step, histograms(layout, gradient.get())));
    }
  }

  /**
   * Histograms of all parameters, or of their gradients, in the layout's order.
   *
   * @param values in the layout's order. Not modified.
   */
  public static List<ValueHistogram> histograms(ParameterLayout layout, float[] values) {
    List<ValueHistogram> histograms = new ArrayList<>();
    for (ParameterLayout.Entry entry : layout.entries()) {
      histograms.add(ValueHistogram.of(values, entry.offset(), entry.size()));
    }
    return histograms;
  }
}

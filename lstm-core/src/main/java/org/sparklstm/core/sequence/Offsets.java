package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is added to the network's outputs to make quantiles of them; see {@link
 * org.sparklstm.core.train.Calibration}.
 *
 * @param values by step, target and level; empty for nothing
 * @param totals what is added to the sum of the forecasts over the horizon, as a share of the
 *     window's level, to make of it the forecast of the sum, then quantiles, by target; empty for
 *     nothing
 */
public record Offsets(List<Double> values, List<Double> totals) implements Serializable {
  /** None: outputs are as the network answers them. */
  public static final Offsets NONE = new Offsets(List.of(), List.of());

  public Offsets {
    values = List.copyOf(values);
    totals = List.copyOf(totals);
  }

  /**
   * The same for stored values in other units; sums have units of their own.
   *
   * @param layout of the answers
   * @param factors by target
   */
  public Offsets times(AnswerLayout layout, double[] factors) {
    int levels = layout.answers().levels().size();
    List<Double> products = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      products.add(values.get(i) * factors[i / levels % layout.targets()]);
    }
    return new Offsets(products, totals);
  }

  /** The values, for answers of this layout. */
  float[] ofSteps(AnswerLayout layout) {
    return checked(values, layout.truths(), layout.answers().levels().size());
  }

  /** The offsets of totals, for answers of this layout. */
  float[] ofTotals(AnswerLayout layout) {
    return checked(totals, layout.targets(), layout.ofTotal());
  }

  private static float[] checked(List<Double> values, int count, int levels) {
    if (!values.isEmpty() && values.size() != count * levels) {
      throw new IllegalArgumentException(
          "%,d offsets, expected one for each of %,d values to forecast and %d answers"
              .formatted(values.size(), count, levels));
    }
    float[] all = new float[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i).floatValue();
    }
    return all;
  }
}

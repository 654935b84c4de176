package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.List;

/**
 * What is added to the network's outputs to make quantiles of them, by step, target and level; see
 * {@link org.sparklstm.core.train.Calibration}.
 *
 * @param values as many as a horizon has targets and levels
 */
public record Offsets(List<Double> values) implements Serializable {
  /** None: outputs are as the network answers them. */
  public static final Offsets NONE = new Offsets(List.of());

  public Offsets {
    values = List.copyOf(values);
  }

  /** The values, for a reader of windows of this shape. */
  float[] values(int truths, int levels) {
    if (!values.isEmpty() && values.size() != truths * levels) {
      throw new IllegalArgumentException(
          "%,d offsets, expected one for each of %,d values to forecast and %d levels"
              .formatted(values.size(), truths, levels));
    }
    float[] all = new float[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i).floatValue();
    }
    return all;
  }
}

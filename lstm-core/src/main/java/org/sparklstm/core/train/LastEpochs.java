package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters at the ends of the last epochs, to average them: their mean is often better than
 * each of them (Izmailov et al. 2018, arXiv:1803.05407).
 *
 * @param weights oldest first. Their values never change.
 */
public record LastEpochs(List<float[]> weights) implements Serializable {
  /** No epochs. */
  public static final LastEpochs NONE = new LastEpochs(List.of());

  public LastEpochs {
    weights = List.copyOf(weights);
  }

  /**
   * The last {@code most} epochs, with one more.
   *
   * @param newest its parameters. Kept.
   */
  LastEpochs with(float[] newest, int most) {
    List<float[]> all = new ArrayList<>(weights);
    all.add(newest);
    return new LastEpochs(all.subList(Math.max(0, all.size() - most), all.size()));
  }

  /** The mean of the parameters, each rounded once. */
  float[] mean() {
    float[] mean = new float[weights.get(0).length];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (float[] one : weights) {
        sum += one[i];
      }
      mean[i] = (float) (sum / weights.size());
    }
    return mean;
  }
}

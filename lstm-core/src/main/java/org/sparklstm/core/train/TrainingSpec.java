package org.sparklstm.core.train;

import java.io.Serializable;
import org.sparklstm.core.optim.Schedule;

/**
 * How to train.
 *
 * @param seed of initial values, shuffling and dropout
 * @param epochs passes over the training windows, at least 0
 * @param batch windows of a step, at least 1
 * @param block most windows computed together, at least 1; see {@link EpochPlan#blockFor}
 * @param learningRate above 0
 * @param schedule how the learning rate changes from epoch to epoch
 * @param clipNorm largest norm of the gradient, or 0 for no clipping
 * @param clipValue largest magnitude of a gradient's elements, cut before the norm is looked at, or
 *     0 for no clipping
 * @param patience epochs without a better validation loss after which training stops, or 0 for
 *     never
 */
public record TrainingSpec(
    long seed,
    int epochs,
    int batch,
    int block,
    double learningRate,
    Schedule schedule,
    double clipNorm,
    double clipValue,
    int patience)
    implements Serializable {

  /** The same, but for ever. */
  public TrainingSpec withoutEnd() {
    return new TrainingSpec(
        seed, Integer.MAX_VALUE, batch, block, learningRate, schedule, clipNorm, clipValue, 0);
  }

  public TrainingSpec {
    if (epochs < 0
        || batch < 1
        || block < 1
        || !(learningRate > 0)
        || clipNorm < 0
        || clipValue < 0
        || patience < 0) {
      throw new IllegalArgumentException(
          "batch %d and block %d must be at least 1, learning rate %s above 0, epochs %d, clip norm %s, clip value %s and patience %d at least 0"
              .formatted(batch, block, learningRate, epochs, clipNorm, clipValue, patience));
    }
  }
}

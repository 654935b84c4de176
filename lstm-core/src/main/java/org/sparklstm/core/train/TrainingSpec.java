package org.sparklstm.core.train;

import java.io.Serializable;
import org.sparklstm.core.optim.Schedule;

/**
 * The settings of training.
 *
 * @param seed of initial values, shuffling and dropout
 * @param epochs passes over the training windows, at least 0
 * @param batch windows per step, at least 1
 * @param block largest number of windows that are computed together, at least 1; see {@link
 *     EpochPlan#blockFor}
 * @param learningRate above 0
 * @param schedule of the learning rate
 * @param clipNorm largest norm of the gradient, or 0 for no clipping by norm
 * @param clipValue largest magnitude of the gradient's elements, or 0 for no clipping by value;
 *     applied before clipping by norm
 * @param patience number of epochs without a better validation loss after which training stops, or
 *     0 for no early stopping
 * @param averageEpochs number of epochs whose weights are averaged: an epoch is judged, and kept,
 *     by its weights or by the mean of the weights of its and the epochs before, whichever is
 *     better; 0 or 1 for no averages
 * @param averageTrigger number n of epochs: once an epoch's loss is above the lowest of the epochs
 *     more than n before it, the weights after each further step are averaged, and the average is
 *     what epochs are judged by and kept with, see {@link WeightAverage}; 0 for never
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
    int patience,
    int averageEpochs,
    int averageTrigger)
    implements Serializable {

  /** Returns a copy that trains without end. */
  public TrainingSpec withoutEnd() {
    return new TrainingSpec(
        seed,
        Integer.MAX_VALUE,
        batch,
        block,
        learningRate,
        schedule,
        clipNorm,
        clipValue,
        0,
        averageEpochs,
        averageTrigger);
  }

  /** Settings without averages. */
  public TrainingSpec(
      long seed,
      int epochs,
      int batch,
      int block,
      double learningRate,
      Schedule schedule,
      double clipNorm,
      double clipValue,
      int patience) {
    this(seed, epochs, batch, block, learningRate, schedule, clipNorm, clipValue, patience, 0, 0);
  }

  public TrainingSpec {
    if (epochs < 0
        || batch < 1
        || block < 1
        || !(learningRate > 0)
        || clipNorm < 0
        || clipValue < 0
        || patience < 0
        || averageEpochs < 0
        || averageTrigger < 0) {
      throw new IllegalArgumentException(
          "batch %d and block %d must be at least 1, learning rate %s above 0, epochs %d, clip norm %s, clip value %s, patience %d, epochs to average %d and trigger %d at least 0"
              .formatted(
                  batch,
                  block,
                  learningRate,
                  epochs,
                  clipNorm,
                  clipValue,
                  patience,
                  averageEpochs,
                  averageTrigger));
    }
    if (averageEpochs > 1 && averageTrigger > 0) {
      throw new IllegalArgumentException(
          "either the weights of epochs or those of steps are averaged, found %d and %d"
              .formatted(averageEpochs, averageTrigger));
    }
  }
}

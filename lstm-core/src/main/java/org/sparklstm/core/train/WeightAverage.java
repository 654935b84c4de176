package org.sparklstm.core.train;

import java.io.Serializable;

/**
 * The mean of the parameters after each step since averaging began, as {@code ax} of {@code
 * torch.optim.ASGD} with {@code lambd = 0} and {@code t0 = 0}: of which the first step is left out
 * once there is a second.
 */
public final class WeightAverage implements Serializable {
  private float[] mean;
  private long steps;

  private WeightAverage(float[] mean, long steps) {
    this.mean = mean;
    this.steps = steps;
  }

  /** Averaging has not begun. */
  public static WeightAverage notBegun() {
    return new WeightAverage(new float[0], 0);
  }

  /**
   * Restores an average.
   *
   * @param mean Kept, and modified by training; empty if averaging has not begun
   * @param steps number of steps
   */
  public static WeightAverage at(float[] mean, long steps) {
    return new WeightAverage(mean, steps);
  }

  /** Begins, with the parameters of the next step. Modified. */
  void begin(float[] parameters) {
    mean = parameters.clone();
    steps = 0;
  }

  /** Whether averaging has begun. */
  public boolean hasBegun() {
    return mean.length > 0;
  }

  /** Adds the parameters after a step. Modified. */
  void add(float[] parameters) {
    steps++;
    float share = (float) (1.0 / Math.max(1, steps - 1));
    if (share == 1f) {
      System.arraycopy(parameters, 0, mean, 0, mean.length);
      return;
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] += (parameters[i] - mean[i]) * share;
    }
  }

  /** The mean: the live array, empty if averaging has not begun. */
  public float[] mean() {
    return mean;
  }

  /** Number of steps since averaging began. */
  public long steps() {
    return steps;
  }

  WeightAverage copy() {
    return new WeightAverage(mean.clone(), steps);
  }
}

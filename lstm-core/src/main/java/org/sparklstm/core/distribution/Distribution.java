package org.sparklstm.core.distribution;

/**
 * A distribution of a target that P outputs of a network tell. The network learns by the negative
 * log-likelihood; a forecast is made of quantiles and the mean.
 *
 * <p>A target comes with a level: what the values of its window are divided by before the network
 * sees them.
 */
public interface Distribution {

  /** P, the number of outputs for a target. */
  int outputs();

  /**
   * Whether targets are values as they are stored, such as counts. If not, they are values as the
   * network sees them, and their level has no part in it.
   */
  boolean isOfStored();

  /**
   * The negative log-likelihood of a target.
   *
   * @param outputs of the network. Not modified.
   * @param at index of the first output for the target
   */
  double loss(float[] outputs, int at, double target, double level);

  /**
   * Computes the gradient of {@link #loss}.
   *
   * @param outputs of the network. Not modified.
   * @param at index of the first output
   * @param share factor of the slopes
   * @param slopes receives them. Modified.
   * @param to index of the slope of the first output
   */
  void gradient(
      float[] outputs, int at, double target, double level, double share, float[] slopes, int to);

  /**
   * The standard deviation, or a scale of that kind where there may be none, in the units of the
   * target.
   *
   * @param outputs of the network. Not modified.
   * @param at index of the first output
   * @param level of the window
   */
  double deviation(float[] outputs, int at, double level);

  /** What makes quantiles of these levels of the outputs. */
  Quantiles quantiles(double[] levels);

  /** Makes quantiles of outputs. */
  @FunctionalInterface
  interface Quantiles {

    /**
     * Computes quantiles.
     *
     * @param outputs of the network. Not modified.
     * @param at index of the first output
     * @param level of the window
     * @param values receives a quantile for each level, then the mean. Modified.
     */
    void of(float[] outputs, int at, double level, double[] values);
  }
}

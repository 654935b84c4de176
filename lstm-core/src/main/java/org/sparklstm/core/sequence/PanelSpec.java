package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * What a network sees of a panel beside the targets' past. The columns of a row are, in this order:
 * targets, past features, known features, class numbers and, if the panel is masked, a mark for
 * each target, which is 1 where it was observed.
 *
 * <p>The channels of a time step are: the targets; with {@link Baseline#SEASONAL} their seasonal
 * differences; past features; known features; with a scale, the level of each target and whether it
 * was substituted; if masked, the marks; class numbers. In the horizon, targets, differences, past
 * features and marks are 0.
 *
 * @param past number of features whose values are known up to the anchor only
 * @param known number of features whose values are known through the horizon
 * @param pastClasses number of columns of class numbers that are known up to the anchor only; in
 *     the horizon they are 0, which stands for unknown
 * @param knownClasses number of columns of class numbers that are known through the horizon
 * @param decoder how the horizon is answered
 * @param masked whether targets may be unobserved; then targets and past features are 0 there
 * @param scale what the targets of a window are measured by
 * @param levels the level of each target where a window has none, in stored units; empty without a
 *     scale. Kept, not copied.
 * @param spreads the deviation of levels over the panel, one per target; empty without a scale.
 *     Kept, not copied.
 */
public record PanelSpec(
    int past,
    int known,
    int pastClasses,
    int knownClasses,
    Decoder decoder,
    boolean masked,
    WindowScale scale,
    float[] levels,
    float[] spreads)
    implements Serializable {

  /** How the horizon is answered. */
  public enum Decoder {
    /** All steps from the state after the lookback. */
    DIRECT,
    /** The network reads on through the horizon, and each step is answered from its state. */
    THROUGH
  }

  public PanelSpec {
    if (past < 0 || known < 0 || pastClasses < 0 || knownClasses < 0) {
      throw new IllegalArgumentException(
          "%d past and %d known features, %d past and %d known classes: expected at least 0 of each"
              .formatted(past, known, pastClasses, knownClasses));
    }
  }

  /** The same with the levels of a table; see {@link #levels}. */
  PanelSpec withLevels(float[] found, float[] deviations) {
    return new PanelSpec(
        past, known, pastClasses, knownClasses, decoder, masked, scale, found, deviations);
  }

  /** Columns of class numbers. */
  int classes() {
    return pastClasses + knownClasses;
  }

  boolean isThrough() {
    return decoder == Decoder.THROUGH;
  }

  boolean isScaled() {
    return scale != WindowScale.NONE;
  }
}

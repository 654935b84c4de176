package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.List;

/**
 * What a network sees of a panel beside the targets' past. The columns of a row are, in this order:
 * targets, past features, future features, the clock if there are calendar features, class numbers
 * of the past, and those of the future. In a masked panel, targets and past features are NaN where
 * they were not observed. What is the same in all rows of a series is not in the rows, but in the
 * constants of its windows; see {@link Window#with}.
 *
 * <p>The channels of a time step are: the targets; with {@link Baseline#SEASONAL} their seasonal
 * differences; past features; future features; static values; sines and cosines of the calendar;
 * with a scale, the level of each target and whether it was substituted; if masked, whether each
 * target was observed; class numbers, those of the series last. In the horizon, targets,
 * differences, past features and marks are 0.
 *
 * @param past number of features whose values are known up to the anchor only
 * @param future number of features whose values are known through the horizon
 * @param statics number of values that each series has one of
 * @param calendar what is seen of the time of a row; see {@link CalendarFeature#clock}
 * @param pastClasses number of columns of class numbers that are known up to the anchor only; in
 *     the horizon they are 0, which stands for unknown
 * @param futureClasses number of columns of class numbers that are known through the horizon
 * @param seriesClasses number of class numbers that each series has one of
 * @param decoder how the horizon is answered
 * @param masked whether targets may be unobserved
 * @param scale what the targets of a window are measured by
 * @param levels the level of each target where a window has none, in stored units; empty without a
 *     scale. Kept, not copied.
 * @param spreads the deviation of levels over the panel, one per target; empty without a scale.
 *     Kept, not copied.
 */
public record PanelSpec(
    int past,
    int future,
    int statics,
    List<CalendarFeature> calendar,
    int pastClasses,
    int futureClasses,
    int seriesClasses,
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
    calendar = List.copyOf(calendar);
    if (past < 0
        || future < 0
        || statics < 0
        || pastClasses < 0
        || futureClasses < 0
        || seriesClasses < 0) {
      throw new IllegalArgumentException(
          "%d past, %d future and %d static features, %d past, %d future and %d series classes: expected at least 0 of each"
              .formatted(past, future, statics, pastClasses, futureClasses, seriesClasses));
    }
  }

  /** The same with the levels of a table; see {@link #levels}. */
  PanelSpec withLevels(float[] found, float[] deviations) {
    return new PanelSpec(
        past,
        future,
        statics,
        calendar,
        pastClasses,
        futureClasses,
        seriesClasses,
        decoder,
        masked,
        scale,
        found,
        deviations);
  }

  /** The same that sees this of the calendar. */
  PanelSpec withCalendar(List<CalendarFeature> features) {
    return new PanelSpec(
        past,
        future,
        statics,
        features,
        pastClasses,
        futureClasses,
        seriesClasses,
        decoder,
        masked,
        scale,
        levels,
        spreads);
  }

  /** Class numbers of a time step. */
  int classes() {
    return pastClasses + futureClasses + seriesClasses;
  }

  /** Columns of a row after the targets. */
  int columns() {
    return past + future + (calendar.isEmpty() ? 0 : 1) + pastClasses + futureClasses;
  }

  /** Values that all windows of a series have in common. */
  int constants(int targets) {
    int measures =
        switch (scale) {
          case NONE -> 0;
          case SHIFT, RATIO -> targets;
          case SERIES -> 2 * targets + 1;
        };
    return statics + seriesClasses + measures;
  }

  boolean isThrough() {
    return decoder == Decoder.THROUGH;
  }

  boolean isScaled() {
    return scale != WindowScale.NONE;
  }
}

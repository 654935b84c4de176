package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * The shape of windows on a series. A window is identified by its anchor, the first row of its
 * horizon: it reads rows {@code anchor - lookback … anchor - 1} and predicts rows {@code anchor …
 * anchor + horizon - 1}.
 *
 * @param lookback T, rows read, at least 1
 * @param horizon rows predicted, at least 1
 * @param stride rows between the anchors of neighbouring training windows, at least 1; validation
 *     and test use every window
 * @param baseline the values to which the network's predictions are relative
 * @param period rows per season, or 0 if there is no season
 * @param leastHistory rows that a series must have before the anchor; windows with fewer than they
 *     read are padded in front. 0 if a window needs no history at all.
 */
public record WindowSpec(
    int lookback, int horizon, int stride, Baseline baseline, int period, int leastHistory)
    implements Serializable {

  /** Windows that are not padded. */
  public WindowSpec(int lookback, int horizon, int stride, Baseline baseline, int period) {
    this(lookback, horizon, stride, baseline, period, history(lookback, baseline, period));
  }

  public WindowSpec {
    if (lookback < 1 || horizon < 1 || stride < 1 || period < 0) {
      throw new IllegalArgumentException(
          "lookback %d, horizon %d and stride %d must be at least 1, period %d at least 0"
              .formatted(lookback, horizon, stride, period));
    }
    if (leastHistory < 0 || leastHistory > history(lookback, baseline, period)) {
      throw new IllegalArgumentException(
          "at least %d rows of history, expected 0 to the %d that a window reads"
              .formatted(leastHistory, history(lookback, baseline, period)));
    }
    if (baseline == Baseline.SEASONAL && period == 0) {
      throw new IllegalArgumentException("baseline seasonal needs a period of at least 1");
    }
  }

  private static int history(int lookback, Baseline baseline, int period) {
    return baseline == Baseline.SEASONAL ? lookback + period : Math.max(lookback, period);
  }

  /** The number of rows before the anchor that a window depends on. */
  public int history() {
    return history(lookback, baseline, period);
  }

  /**
   * The same windows, on series that may begin later.
   *
   * @param rows of history that a series must have
   */
  public WindowSpec padded(int rows) {
    return new WindowSpec(
        lookback, horizon, stride, baseline, period, Math.min(rows, leastHistory));
  }

  /** The total number of rows that a window depends on. */
  public int span() {
    return history() + horizon;
  }

  /** The first anchor of a span of a series. The lookback may reach into the span before. */
  public long firstAnchor(SplitBounds bounds, Split split) {
    return Math.max(bounds.start(split), leastHistory);
  }

  /** The number of windows of a span of a series without missing values. */
  public long count(SplitBounds bounds, Split split) {
    long anchors = bounds.end(split) - horizon - firstAnchor(bounds, split) + 1;
    return anchors <= 0 ? 0 : (anchors - 1) / stride(split) + 1;
  }

  /** The distance in rows between neighbouring anchors of a span. */
  public int stride(Split split) {
    return split == Split.TRAIN ? stride : 1;
  }

  /** The row whose value is the seasonal forecast for a step of the window at {@code anchor}. */
  int seasonalRow(int anchor, int step) {
    return anchor + step - period * (step / period + 1);
  }
}

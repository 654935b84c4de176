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
 */
public record WindowSpec(int lookback, int horizon, int stride, Baseline baseline, int period)
    implements Serializable {

  public WindowSpec {
    if (lookback < 1 || horizon < 1 || stride < 1 || period < 0) {
      throw new IllegalArgumentException(
          "lookback %d, horizon %d and stride %d must be at least 1, period %d at least 0"
              .formatted(lookback, horizon, stride, period));
    }
    if (baseline == Baseline.SEASONAL && period == 0) {
      throw new IllegalArgumentException("baseline seasonal needs a period of at least 1");
    }
  }

  /** The number of rows before the anchor that a window depends on. */
  public int history() {
    return baseline == Baseline.SEASONAL ? lookback + period : Math.max(lookback, period);
  }

  /** The total number of rows that a window depends on. */
  public int span() {
    return history() + horizon;
  }

  /** The first anchor of a span of a series. The lookback may reach into the span before. */
  public long firstAnchor(SplitBounds bounds, Split split) {
    return Math.max(bounds.start(split), history());
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

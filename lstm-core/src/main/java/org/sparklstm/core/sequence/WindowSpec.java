package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * How windows lie on a series. A window is named by its anchor, the first row of its horizon: it
 * sees rows {@code anchor - lookback … anchor - 1} and predicts {@code anchor … anchor + horizon -
 * 1}.
 *
 * @param lookback T, rows seen, at least 1
 * @param horizon rows predicted, at least 1
 * @param stride rows between the anchors of neighbouring training windows, at least 1; validation
 *     and test use every window
 * @param baseline what the network's prediction is relative to
 * @param period rows in a season, or 0 for none
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

  /** Rows before the anchor that a window touches. */
  public int history() {
    return baseline == Baseline.SEASONAL ? lookback + period : Math.max(lookback, period);
  }

  /** Rows a window touches in all. */
  public int span() {
    return history() + horizon;
  }

  /** First anchor of a span of a series, windows looking back across its start. */
  public long firstAnchor(SplitBounds bounds, Split split) {
    return Math.max(bounds.start(split), history());
  }

  /** Number of windows of a span of a series without gaps. */
  public long count(SplitBounds bounds, Split split) {
    long anchors = bounds.end(split) - horizon - firstAnchor(bounds, split) + 1;
    return anchors <= 0 ? 0 : (anchors - 1) / stride(split) + 1;
  }

  /** Rows between neighbouring anchors of a span. */
  public int stride(Split split) {
    return split == Split.TRAIN ? stride : 1;
  }

  /** The row whose value is the naive forecast for {@code step} of the window at {@code anchor}. */
  int seasonalRow(int anchor, int step) {
    return anchor + step - period * (step / period + 1);
  }
}

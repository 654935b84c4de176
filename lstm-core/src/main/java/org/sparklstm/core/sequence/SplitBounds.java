package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * The spans of one series: train is rows 0 … trainEnd - 1, validation trainEnd … validationEnd - 1,
 * test validationEnd … testEnd - 1. Later rows are not used.
 */
public record SplitBounds(long trainEnd, long validationEnd, long testEnd) implements Serializable {

  public SplitBounds {
    if (trainEnd < 0 || validationEnd < trainEnd || testEnd < validationEnd) {
      throw new IllegalArgumentException(
          "spans end at rows %d, %d, %d: each must be at least the one before"
              .formatted(trainEnd, validationEnd, testEnd));
    }
  }

  /** The first row of a span. */
  public long start(Split split) {
    return switch (split) {
      case TRAIN -> 0;
      case VALIDATION -> trainEnd;
      case TEST -> validationEnd;
    };
  }

  /** The row after the last row of a span. */
  public long end(Split split) {
    return switch (split) {
      case TRAIN -> trainEnd;
      case VALIDATION -> validationEnd;
      case TEST -> testEnd;
    };
  }
}

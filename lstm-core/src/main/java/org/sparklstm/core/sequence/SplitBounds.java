package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * Where the spans of one series end: train is rows 0 … trainEnd - 1, validation follows up to
 * validationEnd, test up to testEnd. Rows after that are not used.
 */
public record SplitBounds(long trainEnd, long validationEnd, long testEnd) implements Serializable {

  public SplitBounds {
    if (trainEnd < 0 || validationEnd < trainEnd || testEnd < validationEnd) {
      throw new IllegalArgumentException(
          "spans end at %d, %d, %d: each must follow the one before"
              .formatted(trainEnd, validationEnd, testEnd));
    }
  }

  /** First row of a span. */
  public long start(Split split) {
    return switch (split) {
      case TRAIN -> 0;
      case VALIDATION -> trainEnd;
      case TEST -> validationEnd;
    };
  }

  /** Row after the last of a span. */
  public long end(Split split) {
    return switch (split) {
      case TRAIN -> trainEnd;
      case VALIDATION -> validationEnd;
      case TEST -> testEnd;
    };
  }
}

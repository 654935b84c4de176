package org.sparklstm.job.data.token;

import java.io.Serializable;
import org.sparklstm.core.sequence.Split;

/** A number for each span. */
final class SpanCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private long train;
  private long validation;
  private long test;

  /** Adds to the number of a span. Modified. */
  void add(Split span, long more) {
    switch (span) {
      case TRAIN -> train += more;
      case VALIDATION -> validation += more;
      case TEST -> test += more;
    }
  }

  /** Adds other numbers, and returns this. Modified. */
  SpanCounts merge(SpanCounts other) {
    train += other.train;
    validation += other.validation;
    test += other.test;
    return this;
  }

  long of(Split span) {
    return switch (span) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}

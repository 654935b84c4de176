package org.sparklstm.job.data.table;

import java.io.Serializable;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.config.SplitConfig;

/**
 * Assigns spans by hash, so that they depend neither on the order of rows nor on where they lie.
 *
 * @param shares shares of the spans
 */
public record SpanRule(SplitConfig shares) implements Serializable {
  /** The span of a hash; null if the shares sum up to less than 1 and it is in none. */
  public Split of(long hash) {
    double uniform = (hash >>> 11) * 0x1p-53;
    double validationFrom = shares.train();
    double testFrom = validationFrom + shares.validation();
    if (uniform < validationFrom) {
      return Split.TRAIN;
    } else if (uniform < testFrom) {
      return Split.VALIDATION;
    }
    return uniform < testFrom + shares.test() ? Split.TEST : null;
  }
}

package org.sparklstm.job.scoring;

import org.sparklstm.job.UserException;

/**
 * Rolling origins: cutoffs from which the last rows of each series are forecast.
 *
 * @param windows number of cutoffs of a series, the last one a horizon before its end
 * @param step rows from one cutoff to the next
 */
public record Origins(int windows, int step) {
  /** One cutoff, a horizon before the end. */
  public static final Origins LAST = new Origins(1, 1);

  private static final int MOST = 1_000_000;

  public Origins {
    if (windows < 1 || step < 1 || windows > MOST || step > MOST) {
      throw new UserException(
          "a back-test of %d windows with step %d: expected 1 to %,d of each"
              .formatted(windows, step, MOST));
    }
  }

  /** Rows that are forecast, of each series. */
  long rows(int horizon) {
    return (windows - 1L) * step + horizon;
  }
}

package org.sparklstm.job.task;

import org.sparklstm.job.UserException;

/**
 * How a model is trained further at each cutoff of a back-test, as one that is renewed in operation
 * is: from its previous weights, on all rows up to the cutoff.
 *
 * @param scales the statistics by which values are scaled
 * @param epochs passes over the rows up to each cutoff
 */
public record Refit(Scales scales, int epochs) {
  private static final int MOST = 1_000_000;

  /** The statistics by which values are scaled. */
  public enum Scales {
    /** Those of the model. */
    KEEP,
    /** Those of the rows up to the cutoff. */
    RENEW
  }

  /** What is done at the cutoffs, in words. */
  public String text() {
    return "at each of them the model is trained further for %s on the rows up to it, %s"
        .formatted(
            epochs == 1 ? "one epoch" : "%,d epochs".formatted(epochs),
            scales == Scales.KEEP ? "with its own scales" : "with their scales");
  }

  public Refit {
    if (epochs < 1 || epochs > MOST) {
      throw UserException.of(
          "a back-test that trains %d epochs at each cutoff: expected 1 to %,d", epochs, MOST);
    }
  }
}

package org.sparklstm.job.config;

import java.util.List;

/** Spans for tests. */
public final class Splits {
  private Splits() {}

  /** Spans given as shares or numbers of rows. */
  public static SplitConfig of(
      double train, double validation, double test, SplitConfig.Unit unit) {
    return new SplitConfig(train, validation, test, unit, "", "", List.of("auto"));
  }
}

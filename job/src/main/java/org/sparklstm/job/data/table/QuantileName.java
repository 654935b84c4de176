package org.sparklstm.job.data.table;

import java.math.BigDecimal;

/** Names of the columns of quantiles: {@code units_q10}, {@code units_q05}, {@code units_q97_5}. */
public final class QuantileName {
  private QuantileName() {}

  /**
   * The name of the column of a quantile.
   *
   * @param level above 0 and below 1
   */
  public static String of(String target, double level) {
    String percent =
        new BigDecimal(Double.toString(level))
            .movePointRight(2)
            .stripTrailingZeros()
            .toPlainString()
            .replace('.', '_');
    boolean isOneDigit = percent.length() == 1 || percent.charAt(1) == '_';
    return target + "_q" + (isOneDigit ? "0" : "") + percent;
  }
}

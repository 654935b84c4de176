package org.sparklstm.job.data.token;

/**
 * A sequence as a table has it.
 *
 * @param tokens its tokens, at least none
 * @param labels the class of each token, null where it is not known; null if there are none
 * @param numbers what stands beside the tokens, by column and step
 * @param classes the same for columns of classes; null where a value is missing
 */
public record Steps(String[] tokens, String[] labels, double[][] numbers, String[][] classes) {
  private static final double[][] NO_NUMBERS = {};
  private static final String[][] NO_CLASSES = {};

  /** Tokens alone. */
  static Steps of(String[] tokens) {
    return new Steps(tokens, null, NO_NUMBERS, NO_CLASSES);
  }

  /** Number of tokens. */
  public int length() {
    return tokens.length;
  }
}

package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.Arrays;
import org.sparklstm.job.spark.SparkRow;

/**
 * How a column holds sequences of tokens.
 *
 * @param isText whether they are texts, else arrays of texts
 */
public record TokenForm(boolean isText, Tokenizer tokenizer) implements Serializable {
  /** Largest number of tokens that a message shows. */
  private static final int SHOWN = 8;

  /** The tokens of a row, of which some may be null; null if there are none. */
  String[] tokens(SparkRow row, int ordinal) {
    if (row.isNullAt(ordinal)) {
      return null;
    }
    return isText ? tokenizer.tokens(row.getText(ordinal)) : row.getTexts(ordinal);
  }

  /** The first tokens of a row, for messages. */
  public String shown(SparkRow row, int ordinal) {
    String[] tokens = tokens(row, ordinal);
    if (tokens == null) {
      return "null";
    }
    boolean isAll = tokens.length <= SHOWN;
    return String.join(", ", Arrays.asList(tokens).subList(0, isAll ? tokens.length : SHOWN))
        + (isAll ? "" : ", …");
  }
}

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

  /** Defects of a sequence. */
  public enum Trouble {
    NULL("is null"),
    NULL_TOKEN("has a token that is null"),
    LABELS("is null or has another number of classes than there are tokens");

    private final String words;

    Trouble(String words) {
      this.words = words;
    }

    /** The defect as the predicate of a sentence. */
    public String sentence() {
      return words;
    }
  }

  /** The tokens of a row, of which some may be null; null if there are none. */
  public String[] tokens(SparkRow row, int ordinal) {
    if (row.isNullAt(ordinal)) {
      return null;
    }
    return isText ? tokenizer.tokens(row.getText(ordinal)) : row.getTexts(ordinal);
  }

  /** The defect of tokens, or null if they are valid. */
  public static Trouble trouble(String[] tokens) {
    if (tokens == null) {
      return Trouble.NULL;
    }
    return Arrays.asList(tokens).contains(null) ? Trouble.NULL_TOKEN : null;
  }

  /** The first tokens, for messages. */
  public static String shown(String[] tokens) {
    if (tokens == null) {
      return "null";
    }
    boolean isAll = tokens.length <= SHOWN;
    return String.join(", ", Arrays.asList(tokens).subList(0, isAll ? tokens.length : SHOWN))
        + (isAll ? "" : ", …");
  }
}

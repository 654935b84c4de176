package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Why a sequence cannot be used.
 *
 * @param key setting that names the column
 * @param column name of the column
 */
public record Defect(String key, String column, Trouble trouble)
    implements Serializable, Comparable<Defect> {
  private static final Comparator<Defect> ORDER =
      Comparator.comparing(Defect::trouble)
          .thenComparing(Defect::column)
          .thenComparing(Defect::key);

  /** What is wrong with a column of a sequence. */
  public enum Trouble {
    NULL("is null"),
    NULL_TOKEN("has a token that is null"),
    LABELS("has another number of classes than there are tokens"),
    VALUES("has another number of values than there are tokens"),
    NUMBER("has a number that is null, NaN or infinite");

    private final String words;

    Trouble(String words) {
      this.words = words;
    }
  }

  /** Whether values beside the tokens are missing, which others can take the place of. */
  boolean isMissingBeside() {
    boolean isBeside = !key.equals(TokenColumn.TOKENS) && !key.equals(TokenColumn.LABEL);
    return isBeside && (trouble == Trouble.NUMBER || trouble == Trouble.NULL);
  }

  /** The defect as the predicate of a sentence. */
  public String sentence() {
    return trouble.words;
  }

  @Override
  public int compareTo(Defect other) {
    return ORDER.compare(this, other);
  }
}

package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.sparklstm.job.UserException;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Vocabulary;

/** Steps as a network reads them: what a model knows of tokens, numbers and classes. */
public final class TokenEncoding implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, Integer> tokens;
  private final List<HashMap<String, Integer>> classes = new ArrayList<>();
  private final Statistics numbers;

  /**
   * @param statistics see {@link Statistics#ofTokens}
   */
  public TokenEncoding(Statistics statistics) {
    List<Vocabulary> vocabularies = statistics.classes();
    tokens = new HashMap<>(vocabularies.get(0).numbers());
    for (Vocabulary one : vocabularies.subList(1, vocabularies.size())) {
      classes.add(new HashMap<>(one.numbers()));
    }
    int columns = statistics.columns().size();
    numbers =
        new Statistics(
            statistics.columns().subList(1, columns),
            statistics.means().subList(1, columns),
            statistics.scales().subList(1, columns));
  }

  /** Values of a step beside the token: numbers, and then classes. */
  public int beside() {
    return numbers() + classes.size();
  }

  /** Numbers of a step beside the token. */
  public int numbers() {
    return numbers.columns().size();
  }

  /** The number of a token. */
  public int token(String token) {
    return tokens.getOrDefault(token, Vocabulary.UNKNOWN);
  }

  /** Classes of a step beside the token. */
  public int classes() {
    return classes.size();
  }

  /**
   * A value of a step beside the token.
   *
   * @throws UserException if a number is too large for the network
   */
  public float beside(Steps steps, int t, int column) {
    if (column < numbers()) {
      float scaled = numbers.standardise(steps.numbers()[column][t], column);
      if (!Float.isFinite(scaled)) {
        throw new UserException(
            "column '%s' has the number %s, which is too large for the network beside those of the train span"
                .formatted(numbers.columns().get(column), steps.numbers()[column][t]));
      }
      return scaled;
    }
    int number = column - numbers();
    return classes.get(number).getOrDefault(steps.classes()[number][t], Vocabulary.UNKNOWN);
  }
}

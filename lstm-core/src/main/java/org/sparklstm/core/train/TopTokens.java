package org.sparklstm.core.train;

import java.util.Arrays;
import org.sparklstm.core.tensor.Matrix;

/** The likeliest tokens by their logits. */
public final class TopTokens {
  private TopTokens() {}

  /**
   * The likeliest tokens, in order; of equally likely ones that with the smaller number first.
   *
   * @param logits Not modified.
   * @param most number of tokens, at least 1; there are fewer if there are not so many
   * @param banned a token that is left out, or a negative number
   */
  public static int[] of(Matrix logits, int row, int most, int banned) {
    int[] best = new int[Math.min(most, logits.columns())];
    int found = 0;
    for (int token = 0; token < logits.columns(); token++) {
      float logit = logits.at(row, token);
      boolean isWorse = found == best.length && !(logit > logits.at(row, best[found - 1]));
      if (token == banned || isWorse) {
        continue;
      }
      int at = found < best.length ? found++ : found - 1;
      while (at > 0 && logit > logits.at(row, best[at - 1])) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = token;
    }
    return Arrays.copyOf(best, found);
  }
}

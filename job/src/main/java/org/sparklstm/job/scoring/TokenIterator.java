package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.train.InferenceBatch;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ScoreConfig;
import org.sparklstm.job.data.token.TokenForm;
import org.sparklstm.job.data.token.TokenKeys;
import org.sparklstm.job.spark.RowBuffer;
import org.sparklstm.job.spark.SparkRow;

/**
 * Answers for the sequences of a partition in batches, in the order of the rows. The first column
 * identifies a sequence, and the second one holds it.
 */
final class TokenIterator implements Iterator<SparkRow> {
  private static final int IDENTITY = 0;
  private static final int SEQUENCE = 1;

  /** Number of tokens at which a batch is full; a batch has at least one sequence. */
  private static final int TOKENS = 1 << 18;

  private final Iterator<SparkRow> rows;
  private final TokenScoring settings;
  private final Map<String, Integer> numbers;
  private final TokenAnswers.Worker worker;
  private final Object[] nothing;
  private final RowBuffer waiting = new RowBuffer();

  /** Whether each waiting row has a valid sequence. */
  private final List<Boolean> valid = new ArrayList<>();

  private final List<int[]> sequences = new ArrayList<>();
  private final List<Long> keys = new ArrayList<>();
  private Object[][] answers = {};
  private int next;
  private int answered;

  TokenIterator(
      Iterator<SparkRow> rows, TokenScoring settings, TokenAnswers answers, float[] weights) {
    this.rows = rows;
    this.settings = settings;
    numbers = settings.vocabulary().numbers();
    Network network = new Network(settings.network(), Kernels.fastest());
    network.load(weights);
    worker = answers.worker(network, settings.vocabulary());
    nothing = new Object[answers.columns().length()];
  }

  @Override
  public boolean hasNext() {
    while (next == waiting.size() && rows.hasNext()) {
      fill();
    }
    return next < waiting.size();
  }

  private void fill() {
    next = 0;
    answered = 0;
    waiting.clear();
    valid.clear();
    sequences.clear();
    keys.clear();
    long tokens = 0;
    while (waiting.size() < InferenceBatch.SIZE && tokens < TOKENS && rows.hasNext()) {
      tokens += take(rows.next());
    }
    if (!sequences.isEmpty()) {
      answers =
          worker.answer(
              sequences.toArray(int[][]::new), keys.stream().mapToLong(Long::longValue).toArray());
    }
  }

  /** Takes a row and returns the number of its tokens. */
  private int take(SparkRow row) {
    String[] tokens = settings.form().tokens(row, SEQUENCE);
    TokenForm.Trouble trouble = TokenForm.trouble(tokens);
    if (trouble == null && tokens.length > 0) {
      waiting.add(row);
      valid.add(true);
      int[] known = new int[tokens.length];
      for (int i = 0; i < known.length; i++) {
        known[i] = numbers.getOrDefault(tokens[i], 0);
      }
      sequences.add(known);
      keys.add(TokenKeys.of(settings.seed(), row.getText(IDENTITY), tokens));
      return known.length;
    } else if (settings.invalid() == ScoreConfig.Invalid.ERROR) {
      throw new UserException(
          "a sequence %s: %s; set handleInvalid = skip (score.invalid = skip) to leave such rows out"
              .formatted(
                  trouble == null ? "has no token" : trouble.sentence(), TokenForm.shown(tokens)));
    } else if (settings.invalid() == ScoreConfig.Invalid.KEEP) {
      waiting.add(row);
      valid.add(false);
    }
    return 0;
  }

  @Override
  public SparkRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no further row");
    }
    Object[] cells = valid.get(next) ? answers[answered++] : nothing;
    return waiting.joined(next++, cells);
  }
}

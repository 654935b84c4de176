package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.train.InferenceBatch;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ScoreConfig;
import org.sparklstm.job.data.token.Defect;
import org.sparklstm.job.data.token.Steps;
import org.sparklstm.job.data.token.TokenEncoding;
import org.sparklstm.job.data.token.TokenKeys;
import org.sparklstm.job.spark.RowBuffer;
import org.sparklstm.job.spark.SparkRow;

/**
 * Answers for the sequences of a partition in batches, in the order of the rows. The first column
 * identifies a sequence, and those from the second one on hold it.
 */
final class TokenIterator implements Iterator<SparkRow> {
  private static final int IDENTITY = 0;
  private static final int SEQUENCE = 1;

  /** Number of tokens at which a batch is full; a batch has at least one sequence. */
  private static final int TOKENS = 1 << 18;

  private final Iterator<SparkRow> rows;
  private final TokenScoring settings;
  private final TokenEncoding encoding;
  private final TokenAnswers.Worker worker;
  private final Object[] nothing;
  private final RowBuffer waiting = new RowBuffer();

  /** Whether each waiting row has a valid sequence. */
  private final List<Boolean> valid = new ArrayList<>();

  private final List<int[]> sequences = new ArrayList<>();
  private final List<float[]> beside = new ArrayList<>();
  private final List<Long> keys = new ArrayList<>();
  private Object[][] answers = {};
  private int next;
  private int answered;

  TokenIterator(
      Iterator<SparkRow> rows, TokenScoring settings, TokenAnswers answers, float[] weights) {
    this.rows = rows;
    this.settings = settings;
    encoding = new TokenEncoding(settings.statistics());
    Network network = new Network(settings.network(), Kernels.fastest());
    network.load(weights);
    worker = answers.worker(network, settings.statistics().classes().get(0));
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
    beside.clear();
    keys.clear();
    long tokens = 0;
    while (waiting.size() < InferenceBatch.SIZE && tokens < TOKENS && rows.hasNext()) {
      tokens += take(rows.next());
    }
    if (!sequences.isEmpty()) {
      answers =
          worker.answer(
              new GivenTokens(
                  sequences.toArray(int[][]::new),
                  beside.toArray(float[][]::new),
                  encoding.numbers(),
                  encoding.classes()),
              keys.stream().mapToLong(Long::longValue).toArray());
    }
  }

  /** Takes a row and returns the number of its tokens. */
  private int take(SparkRow row) {
    List<Defect> defects = new ArrayList<>();
    Steps steps = settings.form().read(row, SEQUENCE, defects::add);
    if (steps != null && steps.length() > 0) {
      waiting.add(row);
      valid.add(true);
      add(steps);
      keys.add(TokenKeys.of(settings.seed(), row.getText(IDENTITY), steps.tokens()));
      return steps.length();
    } else if (settings.invalid() == ScoreConfig.Invalid.ERROR) {
      throw new UserException(
          "column '%s' of a sequence %s: %s; set handleInvalid = skip (score.invalid = skip) to leave such rows out"
              .formatted(
                  defects.isEmpty() ? settings.form().column().name() : defects.get(0).column(),
                  defects.isEmpty() ? "has no token" : defects.get(0).sentence(),
                  settings.form().tokens().shown(row, SEQUENCE)));
    } else if (settings.invalid() == ScoreConfig.Invalid.KEEP) {
      waiting.add(row);
      valid.add(false);
    }
    return 0;
  }

  private void add(Steps steps) {
    int[] tokens = new int[steps.length()];
    float[] others = new float[steps.length() * encoding.beside()];
    for (int t = 0; t < tokens.length; t++) {
      tokens[t] = encoding.token(steps.tokens()[t]);
      for (int column = 0; column < encoding.beside(); column++) {
        others[t * encoding.beside() + column] = encoding.beside(steps, t, column);
      }
    }
    sequences.add(tokens);
    beside.add(others);
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

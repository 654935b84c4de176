package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.InferenceBatch;
import org.sparklstm.core.train.TokenErrors;
import org.sparklstm.core.train.TokenReader;
import org.sparklstm.core.train.TopTokens;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ScoreConfig;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.data.token.TokenForm;
import org.sparklstm.job.spark.Cells;
import org.sparklstm.job.spark.RowBuffer;
import org.sparklstm.job.spark.SparkRow;

/** Reads the sequences of a partition in batches, in the order of the rows. */
final class TokenIterator implements Iterator<SparkRow> {
  /** Number of tokens at which a batch is full; a batch has at least one sequence. */
  private static final int TOKENS = 1 << 18;

  private final Iterator<SparkRow> rows;
  private final int ordinal;
  private final TokenForm form;
  private final Vocabulary vocabulary;
  private final Map<String, Integer> numbers;
  private final TokenReader reader;
  private final ScoreConfig.Invalid invalid;
  private final RowBuffer waiting = new RowBuffer();

  /** The tokens of each waiting row; empty for one that is invalid. */
  private final List<int[]> sequences = new ArrayList<>();

  private Answer[] answers = {};
  private int next;

  /** What is said of a sequence. */
  private static final class Answer {
    private final Object[] logs;
    private final Object[] ranks;
    private double nats;
    private int likeliest;
    private double probability;

    Answer(int length) {
      logs = new Object[length];
      ranks = new Object[length];
    }

    Object[] cells(Vocabulary vocabulary) {
      int predicted = logs.length - 1;
      return new Object[] {
        likeliest == 0 ? null : Cells.text(vocabulary.values().get(likeliest - 1)),
        probability,
        predicted == 0 ? null : nats / predicted,
        Cells.array(logs),
        Cells.array(ranks)
      };
    }
  }

  TokenIterator(
      Iterator<SparkRow> rows,
      int ordinal,
      TokenForm form,
      Vocabulary vocabulary,
      NetworkSpec network,
      float[] weights,
      ScoreConfig.Invalid invalid) {
    this.rows = rows;
    this.ordinal = ordinal;
    this.form = form;
    this.vocabulary = vocabulary;
    this.invalid = invalid;
    numbers = vocabulary.numbers();
    Network loaded = new Network(network, Kernels.fastest());
    loaded.load(weights);
    reader = new TokenReader(loaded);
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
    waiting.clear();
    sequences.clear();
    long tokens = 0;
    while (waiting.size() < InferenceBatch.SIZE && tokens < TOKENS && rows.hasNext()) {
      tokens += take(rows.next());
    }
    answers = new Answer[sequences.size()];
    int[] valid =
        IntStream.range(0, answers.length).filter(i -> sequences.get(i).length > 0).toArray();
    for (int one : valid) {
      answers[one] = new Answer(sequences.get(one).length);
    }
    reader.read(
        new TokenReader.Tokens() {
          @Override
          public int length(int sequence) {
            return sequences.get(sequence).length;
          }

          @Override
          public int token(int sequence, int t) {
            return sequences.get(sequence)[t];
          }
        },
        valid,
        TokenReader.Which.ALL,
        this::answer);
  }

  /** Takes a row and returns the number of its tokens. */
  private int take(SparkRow row) {
    String[] tokens = form.tokens(row, ordinal);
    TokenForm.Trouble trouble = TokenForm.trouble(tokens);
    if (trouble == null && tokens.length > 0) {
      waiting.add(row);
      int[] known = new int[tokens.length];
      for (int i = 0; i < known.length; i++) {
        known[i] = numbers.getOrDefault(tokens[i], 0);
      }
      sequences.add(known);
      return known.length;
    } else if (invalid == ScoreConfig.Invalid.ERROR) {
      throw new UserException(
          "a sequence %s: %s; set score.invalid = skip to leave such rows out"
              .formatted(
                  trouble == null ? "has no token" : trouble.sentence(), TokenForm.shown(tokens)));
    } else if (invalid == ScoreConfig.Invalid.KEEP) {
      waiting.add(row);
      sequences.add(new int[0]);
    }
    return 0;
  }

  private void answer(int sequence, int t, Matrix logits, int row) {
    Answer answer = answers[sequence];
    int[] tokens = sequences.get(sequence);
    if (t + 1 < tokens.length) {
      double nats = CrossEntropy.nats(logits, row, tokens[t + 1]);
      answer.logs[t + 1] = -nats;
      answer.ranks[t + 1] = TokenErrors.rank(logits, row, tokens[t + 1]);
      answer.nats += nats;
    } else {
      int[] best = TopTokens.of(logits, row, 1, Vocabulary.UNKNOWN);
      answer.likeliest = best.length == 0 ? Vocabulary.UNKNOWN : best[0];
      answer.probability = StrictMath.exp(-CrossEntropy.nats(logits, row, answer.likeliest));
    }
  }

  @Override
  public SparkRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no further row");
    }
    Answer answer = answers[next];
    Object[] cells =
        answer == null ? new Object[TokenScores.ANSWERS.length()] : answer.cells(vocabulary);
    return waiting.joined(next++, cells);
  }
}

package org.sparklstm.job.scoring;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.LogSumExp;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.TokenErrors;
import org.sparklstm.core.train.TokenReader;
import org.sparklstm.core.train.TopTokens;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.spark.Cells;

/**
 * The likeliest next token and its probability, the mean of the losses of a sequence's tokens, and
 * of each token the logarithm of its probability and its rank among all; those of the first token
 * are null.
 */
public record ObservedTokens() implements TokenAnswers {
  private static final long serialVersionUID = 1L;

  @Override
  public StructType columns() {
    return new StructType()
        .add("prediction", DataTypes.StringType, true)
        .add("probability", DataTypes.DoubleType, true)
        .add("nats_per_token", DataTypes.DoubleType, true)
        .add("log_probabilities", DataTypes.createArrayType(DataTypes.DoubleType, true), true)
        .add("ranks", DataTypes.createArrayType(DataTypes.IntegerType, true), true);
  }

  @Override
  public Worker worker(Network network, Vocabulary vocabulary) {
    TokenReader reader = new TokenReader(network);
    LogSumExp losses = new LogSumExp(network.kernels());
    return (sequences, keys) -> {
      Answer[] answers = new Answer[sequences.count()];
      for (int i = 0; i < answers.length; i++) {
        answers[i] = new Answer(sequences.tokens(i));
      }
      reader.read(
          sequences,
          sequences.all(),
          TokenReader.Which.ALL,
          new TokenReader.Answers() {
            @Override
            public void pass(Matrix logits) {
              losses.of(logits);
            }

            @Override
            public void answer(int sequence, int t, Matrix logits, int row) {
              answers[sequence].add(t, logits, row, losses);
            }
          });
      Object[][] cells = new Object[answers.length][];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = answers[i].cells(vocabulary);
      }
      return cells;
    };
  }

  /** What is said of a sequence. */
  private static final class Answer {
    private final int[] tokens;
    private final Object[] logs;
    private final Object[] ranks;
    private double nats;
    private int likeliest;
    private double probability;

    Answer(int[] tokens) {
      this.tokens = tokens;
      logs = new Object[tokens.length];
      ranks = new Object[tokens.length];
    }

    /** Adds what comes after a token. Modified. */
    void add(int t, Matrix logits, int row, LogSumExp losses) {
      if (t + 1 < tokens.length) {
        double loss = losses.nats(row, tokens[t + 1]);
        logs[t + 1] = -loss;
        ranks[t + 1] = TokenErrors.rank(logits, row, tokens[t + 1]);
        nats += loss;
      } else {
        likeliest = TopTokens.of(logits, row, 1, Vocabulary.UNKNOWN)[0];
        probability = StrictMath.exp(-losses.nats(row, likeliest));
      }
    }

    Object[] cells(Vocabulary vocabulary) {
      int predicted = tokens.length - 1;
      return new Object[] {
        Cells.text(vocabulary.value(likeliest)),
        probability,
        predicted == 0 ? null : nats / predicted,
        Cells.array(logs),
        Cells.array(ranks)
      };
    }
  }
}

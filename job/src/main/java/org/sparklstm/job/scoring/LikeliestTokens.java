package org.sparklstm.job.scoring;

import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.TokenReader;
import org.sparklstm.core.train.TopTokens;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.spark.Cells;

/**
 * The likeliest next tokens of a sequence, in order, with their probabilities.
 *
 * @param count number of tokens, at least 1
 */
public record LikeliestTokens(int count) implements TokenAnswers {
  private static final long serialVersionUID = 1L;

  private static final StructType TOKEN =
      new StructType()
          .add("token", DataTypes.StringType, false)
          .add("probability", DataTypes.DoubleType, false);

  @Override
  public StructType columns() {
    return new StructType().add("recommendations", DataTypes.createArrayType(TOKEN, false), true);
  }

  @Override
  public Worker worker(Network network, Vocabulary vocabulary) {
    TokenReader reader = new TokenReader(network);
    return (sequences, keys) -> {
      Object[][] cells = new Object[sequences.count()][];
      reader.read(
          sequences,
          sequences.all(),
          TokenReader.Which.ALL,
          (sequence, t, logits, row) -> {
            if (t + 1 == sequences.length(sequence)) {
              cells[sequence] = new Object[] {likeliest(logits, row, vocabulary)};
            }
          });
      return cells;
    };
  }

  private Object likeliest(Matrix logits, int row, Vocabulary vocabulary) {
    double[] probabilities = CrossEntropy.probabilities(logits, row);
    return Cells.array(
        IntStream.of(TopTokens.of(logits, row, count, Vocabulary.UNKNOWN))
            .mapToObj(
                token -> Cells.struct(Cells.text(vocabulary.value(token)), probabilities[token]))
            .toArray());
  }
}

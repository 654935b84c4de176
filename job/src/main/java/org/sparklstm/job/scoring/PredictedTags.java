package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.Steps;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.train.ClassificationErrors;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.spark.Cells;

/**
 * The likeliest class of each token of a sequence, and its probability.
 *
 * @param classes their names, by number
 */
public record PredictedTags(List<String> classes) implements TokenAnswers {
  private static final long serialVersionUID = 1L;

  /** Tokens that are read at once, unless a single sequence has more. */
  private static final int TOKENS = 1 << 14;

  public PredictedTags {
    classes = List.copyOf(classes);
  }

  @Override
  public StructType columns() {
    return new StructType()
        .add("prediction", DataTypes.createArrayType(DataTypes.StringType, true), true)
        .add("probability", DataTypes.createArrayType(DataTypes.DoubleType, true), true);
  }

  @Override
  public Worker worker(Network network, Vocabulary vocabulary) {
    return (sequences, keys) -> {
      Object[][] cells = new Object[sequences.count()][];
      int to;
      for (int from = 0; from < sequences.count(); from = to) {
        long tokens = sequences.length(from);
        to = from + 1;
        while (to < sequences.count() && tokens + sequences.length(to) <= TOKENS) {
          tokens += sequences.length(to);
          to++;
        }
        answer(network, sequences, from, to, cells);
      }
      return cells;
    };
  }

  private void answer(Network network, GivenTokens sequences, int from, int to, Object[][] cells) {
    network.resize(Steps.of(IntStream.range(from, to).map(sequences::length).toArray()));
    Steps steps = network.steps();
    for (int b = 0; b < to - from; b++) {
      for (int t = 0; t < steps.length(b); t++) {
        sequences.read(from + b, t, network.input(), steps.row(t, b));
      }
    }
    network.predict();
    for (int b = 0; b < to - from; b++) {
      List<Object> tags = new ArrayList<>();
      List<Object> probabilities = new ArrayList<>();
      for (int t = 0; t < steps.length(b); t++) {
        int row = steps.row(t, b);
        int tag = ClassificationErrors.largest(network.output(), row);
        tags.add(Cells.text(classes.get(tag)));
        probabilities.add(CrossEntropy.probabilities(network.output(), row)[tag]);
      }
      cells[from + b] =
          new Object[] {Cells.array(tags.toArray()), Cells.array(probabilities.toArray())};
    }
  }
}

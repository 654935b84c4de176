package org.sparklstm.job.scoring;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.train.TokenGenerator;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.spark.Cells;

/**
 * How sequences go on.
 *
 * @param sampling how tokens are drawn
 * @param isText whether they are put together to a text
 * @param separator between the tokens of a text
 */
public record GeneratedTokens(TokenGenerator.Sampling sampling, boolean isText, String separator)
    implements TokenAnswers {
  private static final long serialVersionUID = 1L;

  @Override
  public StructType columns() {
    DataType type =
        isText ? DataTypes.StringType : DataTypes.createArrayType(DataTypes.StringType, false);
    return new StructType().add("generated", type, true);
  }

  @Override
  public Worker worker(Network network, Vocabulary vocabulary) {
    TokenGenerator generator = new TokenGenerator(network, sampling);
    return (sequences, keys) -> {
      int[][] added = generator.generate(sequences.sequences(), keys);
      Object[][] cells = new Object[added.length][];
      for (int i = 0; i < cells.length; i++) {
        List<String> tokens = IntStream.of(added[i]).mapToObj(vocabulary::value).toList();
        cells[i] =
            new Object[] {
              isText
                  ? Cells.text(String.join(separator, tokens))
                  : Cells.array(tokens.stream().map(Cells::text).toArray())
            };
      }
      return cells;
    };
  }
}

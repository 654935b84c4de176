package org.sparklstm.job.scoring;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.job.data.sequence.Gaps;
import org.sparklstm.job.data.sequence.SequenceColumns;
import org.sparklstm.job.data.sequence.SequenceFormat;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.spark.InternalRows;

/**
 * A network's answers to the sequences in the rows of a table, as further columns. They are
 * computed when the table is, some hundred rows at a time; of a stream, batch by batch.
 *
 * @param column with the sequences
 * @param featureSize I, where these are vectors; else 0
 * @param network that answers
 * @param scaling of its inputs
 * @param gaps what is done about values that are missing
 * @param invalid what becomes of rows without a good sequence
 */
public record Predictions(
    String column,
    int featureSize,
    NetworkSpec network,
    SequenceScaling scaling,
    Gaps gaps,
    Invalid invalid)
    implements Serializable {

  /** What becomes of a row without a good sequence. */
  public enum Invalid {
    /** It is an error, when the rows are computed. */
    ERROR,
    /** It is left out. */
    SKIP,
    /** It gets null in all further columns. */
    KEEP
  }

  /** What is made of an answer. */
  @FunctionalInterface
  public interface Answer extends Serializable {
    /**
     * The values of the further columns, as Spark itself holds them.
     *
     * @param answers (rows, O). Not modified.
     */
    Object[] cells(Matrix answers, int row);
  }

  /**
   * The table with further columns.
   *
   * @param weights of the network
   * @param fields the further columns
   * @param name what messages call the table
   */
  public Dataset<Row> of(
      Dataset<?> table,
      Broadcast<float[]> weights,
      List<StructField> fields,
      Answer answer,
      String name) {
    SequenceFormat format = format(table.schema(), name);
    StructType schema = table.schema();
    for (StructField field : fields) {
      schema = schema.add(field);
    }
    Predictions self = this;
    int added = fields.size();
    int ordinal = table.schema().fieldIndex(column);
    return InternalRows.map(
        table,
        schema,
        rows ->
            new PredictionIterator(rows, self, format, ordinal, added, weights.value(), answer));
  }

  /** How a table holds the sequences; throws where it has none. */
  SequenceFormat format(StructType schema, String name) {
    StructField field = SequenceColumns.field(schema, column, "data.features", name);
    return SequenceFormat.of(field.dataType(), column, featureSize, name);
  }
}

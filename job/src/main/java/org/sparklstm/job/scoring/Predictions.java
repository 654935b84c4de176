package org.sparklstm.job.scoring;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.job.data.sequence.Gaps;
import org.sparklstm.job.data.sequence.SequenceFormat;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.spark.InternalRows;

/**
 * Adds the predictions of a network for the sequences of a table as further columns. They are
 * computed when the result is, some hundred rows at a time; on a stream, batch by batch.
 *
 * @param column column of the sequences
 * @param featureSize I, if the sequences are vectors; else 0
 * @param network network that predicts
 * @param scaling scaling of its inputs
 * @param gaps treatment of missing values
 * @param invalid treatment of rows without a valid sequence
 * @param absent treatment of rows whose sequence is null
 */
public record Predictions(
    String column,
    int featureSize,
    NetworkSpec network,
    SequenceScaling scaling,
    Gaps gaps,
    Invalid invalid,
    Invalid absent)
    implements Serializable {

  /** Treatment of a row without a valid sequence. */
  public enum Invalid {
    /** It is an error when the rows are computed. */
    ERROR,
    /** It is left out. */
    SKIP,
    /** It has null in all further columns. */
    KEEP
  }

  /**
   * The table with further columns.
   *
   * @param weights weights of the network
   * @param columns the further columns
   * @param name name of the table in messages
   * @throws UserException if the column of the sequences is missing or has the wrong type
   */
  public Dataset<Row> of(
      Dataset<?> table, Broadcast<float[]> weights, AnswerColumns columns, String name) {
    SequenceFormat format = format(table.schema(), name);
    Predictions self = this;
    int ordinal = table.schema().fieldIndex(column);
    return InternalRows.map(
        table,
        columns.after(table.schema()),
        rows -> new PredictionIterator(rows, self, format, ordinal, weights.value(), columns));
  }

  /** Format of the sequences in a table. */
  private SequenceFormat format(StructType schema, String name) {
    StructField field = Fields.require(schema, column, "data.features", name);
    return SequenceFormat.of(field.dataType(), column, featureSize, name);
  }
}

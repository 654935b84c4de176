package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.sparklstm.job.data.table.Fields;

/**
 * The predictions of a model for a table.
 *
 * @param table the predictions, computed when they are written
 * @param unit unit of {@code count}
 * @param count number of series, sequences or windows with a prediction, available after writing
 * @param rows number of rows of {@code table}, available after writing
 * @param sentence the counts in words, available after writing
 */
public record Scores(
    Dataset<Row> table,
    String unit,
    LongSupplier count,
    LongSupplier rows,
    Supplier<String> sentence) {
  /** What an observation calls the number of rows. */
  static final String ROWS = "rows";

  /**
   * One prediction per sequence.
   *
   * @param unit the word for several of them
   * @param given counts the sequences that were to be answered, as {@code rows}
   * @param scored the rows with their predictions
   */
  public static Scores ofSequences(String unit, Observation given, Dataset<Row> scored) {
    Observation written = new Observation();
    Dataset<Row> counted =
        scored
            .select(withoutArrays(scored))
            .observe(written, functions.count(functions.lit(1)).alias(ROWS));
    LongSupplier rows = () -> rows(written);
    return new Scores(
        counted,
        unit,
        rows,
        rows,
        () -> {
          long lacking = rows(given) - rows.getAsLong();
          return "predictions of %,d %s".formatted(rows.getAsLong(), unit)
              + (lacking == 0
                  ? ""
                  : " (%,d more are left out, because values are missing; with score.invalid = keep their answers are null)"
                      .formatted(lacking));
        });
  }

  /**
   * Answers for sequences of tokens.
   *
   * @param given counts the sequences that were to be answered, as {@code rows}
   * @param scored the sequences with their answers
   */
  public static Scores ofTokens(Observation given, Dataset<Row> scored) {
    Observation written = new Observation();
    Dataset<Row> counted = scored.observe(written, functions.count(functions.lit(1)).alias(ROWS));
    LongSupplier rows = () -> rows(written);
    return new Scores(
        counted,
        "sequences",
        rows,
        rows,
        () -> {
          long lacking = rows(given) - rows.getAsLong();
          return "answers for %,d sequences".formatted(rows.getAsLong())
              + (lacking == 0
                  ? ""
                  : " (%,d more are left out, because they have no token, or values are missing; with score.invalid = keep their answers are null, with error one is named)"
                      .formatted(lacking));
        });
  }

  /** The number of rows that were observed while they were written. */
  static long rows(Observation written) {
    try {
      return (long) written.getAsJava().get(ROWS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Columns without the input sequences, which CSV cannot hold. */
  private static Column[] withoutArrays(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      if (!(field.dataType() instanceof ArrayType)) {
        columns.add(Fields.column(field.name()));
      }
    }
    return columns.toArray(Column[]::new);
  }
}

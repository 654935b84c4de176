package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.job.config.ScoreConfig;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.data.token.TokenColumn;
import org.sparklstm.job.data.token.TokenForm;
import org.sparklstm.job.spark.InternalRows;

/** What a model of next tokens says of each sequence of a table. */
public final class TokenScores {
  /** The columns that are added. */
  public static final StructType ANSWERS =
      new StructType()
          .add("prediction", DataTypes.StringType, true)
          .add("probability", DataTypes.DoubleType, true)
          .add("nats_per_token", DataTypes.DoubleType, true)
          .add("log_probabilities", DataTypes.createArrayType(DataTypes.DoubleType, true), true)
          .add("ranks", DataTypes.createArrayType(DataTypes.IntegerType, true), true);

  private TokenScores() {}

  /**
   * The sequences with the likeliest next token and its probability, the mean of the losses of
   * their tokens, and of each token the logarithm of its probability and its rank among all; those
   * of a sequence's first token are null.
   *
   * @param weights of the network
   */
  public static Scores of(
      TokenColumn column,
      Vocabulary vocabulary,
      NetworkSpec network,
      Broadcast<float[]> weights,
      Table table,
      ScoreConfig score) {
    TokenForm form = column.form(table.schema(), table.name());
    Dataset<Row> sequences = column.sequences(table, kept(column, table.schema()));
    List<String> names = new ArrayList<>(List.of(sequences.columns()));
    names.addAll(List.of(ANSWERS.fieldNames()));
    Fields.requireDistinct(names);
    StructType schema = sequences.schema();
    for (StructField field : ANSWERS.fields()) {
      schema = schema.add(field);
    }
    ScoreConfig.Invalid invalid = score.invalid();
    int ordinal = sequences.columns().length - 1;
    Dataset<Row> scored =
        InternalRows.map(
            sequences,
            schema,
            rows ->
                new TokenIterator(
                    rows, ordinal, form, vocabulary, network, weights.value(), invalid));
    Observation written = new Observation();
    Dataset<Row> counted =
        (score.format().equalsIgnoreCase("csv") ? asText(scored) : scored)
            .observe(written, functions.count(functions.lit(1)).alias(Scores.ROWS));
    LongSupplier rows = () -> Scores.rows(written);
    return new Scores(
        counted,
        "sequences",
        rows,
        rows,
        () -> "answers for %,d sequences".formatted(rows.getAsLong()));
  }

  /** The columns that answers are written beside. */
  static List<String> kept(TokenColumn column, StructType schema) {
    if (column.isAssembled()) {
      return column.ids();
    }
    return Arrays.stream(schema.fields())
        .filter(field -> !(field.dataType() instanceof ArrayType))
        .map(StructField::name)
        .filter(name -> !name.equals(column.name()))
        .toList();
  }

  /** Arrays as JSON: CSV cannot hold them. */
  private static Dataset<Row> asText(Dataset<Row> rows) {
    Column[] columns =
        Arrays.stream(rows.schema().fields())
            .map(
                field ->
                    field.dataType() instanceof ArrayType
                        ? functions.to_json(Fields.column(field.name())).alias(field.name())
                        : Fields.column(field.name()))
            .toArray(Column[]::new);
    return rows.select(columns);
  }
}

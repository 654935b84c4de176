package org.sparklstm.job.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.job.config.ScoreConfig;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.token.StepsForm;
import org.sparklstm.job.data.token.TokenColumn;
import org.sparklstm.job.spark.InternalRows;

/**
 * How a model of tokens answers for the sequences of a table. Answers are computed when the result
 * is; on a stream, batch by batch, if each row is a whole sequence.
 *
 * @param form how rows hold sequences
 * @param statistics what the model knows of tokens, and of what stands beside them
 * @param invalid treatment of sequences that cannot be used, and of those without tokens
 * @param seed of random numbers
 */
public record TokenScoring(
    StepsForm form,
    Statistics statistics,
    NetworkSpec network,
    ScoreConfig.Invalid invalid,
    long seed)
    implements Serializable {
  private static final String IDENTITY = "\u0001identity";

  /** The columns that answers are written beside. */
  public enum Beside {
    /** Those of each row; only the id columns, if rows are put together to sequences. */
    ALL,
    /** The same without arrays, beside the sequence itself. */
    SINGLE_VALUES
  }

  /**
   * The sequences of a table with answers.
   *
   * @param weights of the network
   * @param observed what watches the sequences on their way
   */
  public Dataset<Row> of(
      TokenColumn column,
      Table table,
      Beside beside,
      Broadcast<float[]> weights,
      TokenAnswers answers,
      UnaryOperator<Dataset<Row>> observed) {
    List<String> kept = kept(column, table.schema(), beside);
    Fields.requireDistinct(
        Stream.of(kept, List.of(column.name()), List.of(answers.columns().fieldNames()))
            .flatMap(List::stream)
            .toList());
    column.ids().forEach(id -> Fields.require(table.schema(), id, "data.series-id", table.name()));
    Dataset<Row> sequences = column.sequences(table, kept);
    Column identity =
        column.ids().isEmpty()
            ? functions.lit("")
            : SeriesKey.text(sequences.schema(), column.ids());
    List<Column> columns = new ArrayList<>(List.of(identity.alias(IDENTITY)));
    column.sequenceColumns().forEach(name -> columns.add(Fields.column(name)));
    kept.forEach(name -> columns.add(Fields.column(name)));
    Dataset<Row> narrow = observed.apply(sequences.select(columns.toArray(Column[]::new)));
    StructType schema = narrow.schema();
    for (StructField field : answers.columns().fields()) {
      schema = schema.add(field);
    }
    TokenScoring self = this;
    Dataset<Row> answered =
        InternalRows.map(
            narrow, schema, rows -> new TokenIterator(rows, self, answers, weights.value()));
    return answered.select(
        shown(column, table.schema(), kept, beside, answers).toArray(Column[]::new));
  }

  /** The columns of the result in the order of the table's. */
  private static List<Column> shown(
      TokenColumn column,
      StructType schema,
      List<String> kept,
      Beside beside,
      TokenAnswers answers) {
    List<String> names = new ArrayList<>(kept);
    int at =
        column.isAssembled()
            ? names.size()
            : (int)
                Arrays.stream(schema.fieldNames())
                    .takeWhile(name -> !name.equals(column.name()))
                    .filter(kept::contains)
                    .count();
    if (beside == Beside.SINGLE_VALUES || !column.isNested(schema)) {
      names.add(at, column.name());
    }
    names.addAll(List.of(answers.columns().fieldNames()));
    return names.stream().map(Fields::column).toList();
  }

  /** The columns of the result before the answers, but for the sequence. */
  private static List<String> kept(TokenColumn column, StructType schema, Beside beside) {
    if (column.isAssembled()) {
      return column.ids();
    }
    return Arrays.stream(schema.fields())
        .filter(field -> beside == Beside.ALL || !(field.dataType() instanceof ArrayType))
        .map(StructField::name)
        .filter(name -> !name.equals(column.name()))
        .toList();
  }

  /**
   * The schema of the result.
   *
   * @param table name of the table in messages
   */
  public static StructType schema(
      TokenColumn column, StructType schema, Beside beside, TokenAnswers answers, String table) {
    column.stepsForm(schema, table);
    List<StructField> fields = new ArrayList<>();
    List<String> kept = kept(column, schema, beside);
    for (StructField field : schema.fields()) {
      if (kept.contains(field.name())) {
        fields.add(field);
      } else if (field.name().equals(column.name()) && !column.isAssembled()) {
        fields.add(field);
      }
    }
    if (column.isAssembled()) {
      fields.clear();
      kept.forEach(id -> fields.add(Fields.require(schema, id, "data.series-id", table)));
      fields.add(
          DataTypes.createStructField(
              column.name(), DataTypes.createArrayType(DataTypes.StringType), true));
    }
    fields.addAll(List.of(answers.columns().fields()));
    return Fields.distinct(fields);
  }

  /** A result with arrays as JSON, for CSV, which cannot hold them. */
  public static Dataset<Row> asText(Dataset<Row> rows) {
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

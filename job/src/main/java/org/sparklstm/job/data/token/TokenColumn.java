package org.sparklstm.job.data.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Table;

/**
 * The column with the tokens of a table: a text or a list of values in each row, or one value per
 * row that is ordered by time within its sequence.
 *
 * @param name of the column
 * @param ids columns that identify a sequence, if a row is one token
 * @param time column that orders the rows of a sequence; empty if a row is a whole sequence
 * @param tokenizer cuts texts
 * @param label name of the column with the class of each token, to learn from; empty for none
 */
public record TokenColumn(
    String name, List<String> ids, String time, Tokenizer tokenizer, String label) {
  private static final String TOKEN = "v";
  private static final String LABEL = "l";

  /** Name of the column of labels where a row is a sequence. */
  static final String LABELS = "\u0001labels";

  /**
   * The column of a configuration.
   *
   * @throws UserException if its settings contradict each other
   */
  public static TokenColumn of(DataConfig data) {
    if (data.targets().size() != 1) {
      throw UserException.of(
          "{data.targets} has %d columns: expected the one column of tokens, found %s",
          data.targets().size(), data.targets());
    }
    return new TokenColumn(
        data.targets().get(0), data.seriesId(), data.time(), Tokenizer.of(data.tokenPattern()), "");
  }

  /** The same tokens with the classes of a column. */
  public TokenColumn with(String classes) {
    return new TokenColumn(name, ids, time, tokenizer, classes);
  }

  /** Whether rows of one token each are put together to sequences. */
  public boolean isAssembled() {
    return !time.isEmpty();
  }

  /**
   * How the column holds sequences.
   *
   * @throws UserException if the column is missing or of another type
   */
  public TokenForm form(StructType schema, String table) {
    DataType type = Fields.require(schema, name, "data.targets", table).dataType();
    boolean isText = type instanceof StringType && !isAssembled();
    if (!isText && tokenizer.pattern() != null) {
      throw UserException.of(
          "{data.token-pattern} cuts texts, but column '%s' of %s %s: remove it",
          name,
          table,
          isAssembled()
              ? "holds one token per row"
              : "is of type %s".formatted(type.simpleString()));
    }
    return new TokenForm(isText, tokenizer);
  }

  /**
   * The sequences of a table, one per row.
   *
   * @param kept columns to keep: the id columns of sequences that are put together, else any
   * @return the columns to keep, and last the sequence: a text, or an array of texts; and then the
   *     labels, an array of texts, if there are any
   * @throws UserException if a column is missing or of the wrong type
   */
  public Dataset<Row> sequences(Table table, List<String> kept) {
    StructType schema = table.schema();
    DataType type = Fields.require(schema, name, "data.targets", table.name()).dataType();
    if (isAssembled()) {
      return assembled(table, type, kept);
    }
    Column tokens = Fields.column(name);
    if (!form(schema, table.name()).isText()) {
      if (!(type instanceof ArrayType array)) {
        throw wrong(
            table,
            type,
            ", or {data.time} and {data.series-id} if each row is one token of a sequence");
      }
      requireToken(table, array.elementType());
      tokens = tokens.cast(DataTypes.createArrayType(DataTypes.StringType));
    }
    return table.rows().select(columns(kept, tokens, labels(table)));
  }

  private Dataset<Row> assembled(Table table, DataType type, List<String> kept) {
    requireToken(table, type);
    ids.forEach(id -> Fields.require(table.schema(), id, "data.series-id", table.name()));
    if (!label.isEmpty()) {
      Fields.require(table.schema(), label, "data.label", table.name());
    }
    Fields.requireTime(table.schema(), time, table.name(), table.zone());
    Column at = Fields.column(time);
    Column step =
        functions.struct(
            // a time that is missing is an error, as soon as it is computed
            functions
                .when(at.isNotNull(), at)
                .otherwise(
                    functions.raise_error(
                        functions.lit(
                            "column '%s' of %s is null in a row: each token needs a time"
                                .formatted(time, table.name()))))
                .alias("t"),
            Fields.column(name).cast(DataTypes.StringType).alias(TOKEN),
            (label.isEmpty() ? functions.lit(null) : Fields.column(label))
                .cast(DataTypes.StringType)
                .alias(LABEL));
    Column steps = functions.sort_array(functions.collect_list(step));
    Dataset<Row> rows =
        table
            .rows()
            .groupBy(ids.stream().map(Fields::column).toArray(Column[]::new))
            .agg(
                functions.transform(steps, one -> one.getField(TOKEN)).alias(name),
                functions.transform(steps, one -> one.getField(LABEL)).alias(LABELS));
    Optional<Column> labels =
        label.isEmpty() ? Optional.empty() : Optional.of(Fields.column(LABELS));
    return rows.select(columns(kept, Fields.column(name), labels));
  }

  private Optional<Column> labels(Table table) {
    if (label.isEmpty()) {
      return Optional.empty();
    }
    DataType type = Fields.require(table.schema(), label, "data.label", table.name()).dataType();
    if (!(type instanceof ArrayType)) {
      throw UserException.of(
          "{data.label}: column '%s' of %s is of type %s, expected an array with the class of each token, as each row is a whole sequence",
          label, table.name(), type.simpleString());
    }
    DataType texts = DataTypes.createArrayType(DataTypes.StringType);
    return Optional.of(Fields.column(label).cast(texts).alias(LABELS));
  }

  private static Column[] columns(List<String> kept, Column tokens, Optional<Column> labels) {
    List<Column> columns = new ArrayList<>(kept.stream().map(Fields::column).toList());
    columns.add(tokens);
    labels.ifPresent(columns::add);
    return columns.toArray(Column[]::new);
  }

  private void requireToken(Table table, DataType type) {
    boolean isToken =
        type instanceof StringType
            || type instanceof BooleanType
            || type instanceof ByteType
            || type instanceof ShortType
            || type instanceof IntegerType
            || type instanceof LongType
            || type instanceof DateType;
    if (!isToken) {
      throw wrong(table, type, "");
    }
  }

  private UserException wrong(Table table, DataType type, String further) {
    return UserException.of(
        "{data.targets}: column '%s' of %s is of type %s, expected text or an array of texts, whole numbers, booleans or dates%s",
        name, table.name(), type.simpleString(), Message.of(further));
  }
}

package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Table;

/**
 * The column with the tokens of a table, and those beside it: a text or a list of values in each
 * row, or one value per row that is ordered by time within its sequence. A list may be a field of a
 * list of structs, see {@link NestedFields}.
 *
 * @param name of the column
 * @param ids columns that identify a sequence, if a row is one token
 * @param time column that orders the rows of a sequence; empty if a row is a whole sequence
 * @param tokenizer cuts texts
 * @param label name of the column with the class of each token, to learn from; empty for none
 * @param steps what is read at each step beside the token
 */
public record TokenColumn(
    String name,
    List<String> ids,
    String time,
    Tokenizer tokenizer,
    String label,
    StepColumns steps)
    implements Serializable {
  /** Prefix of the names of columns where a row is a sequence, which are not the user's. */
  private static final String OURS = "\u0001";

  private static final String LABELS = OURS + "labels";
  private static final String TIME = "t";

  /**
   * The column of a configuration.
   *
   * @throws UserException if its settings contradict each other
   */
  public static TokenColumn of(DataConfig data) {
    if (data.targets().size() != 1) {
      throw UserException.of(
          "{data.targets} has %d columns: expected the one column of tokens, found %s; others that are read at each step are {data.features}",
          data.targets().size(), data.targets());
    }
    return new TokenColumn(
        data.targets().get(0),
        data.seriesId(),
        data.time(),
        Tokenizer.of(data.tokenPattern()),
        "",
        StepColumns.of(data));
  }

  /** The same tokens with the classes of a column. */
  public TokenColumn with(String classes) {
    return new TokenColumn(name, ids, time, tokenizer, classes, steps);
  }

  /** Whether rows of one token each are put together to sequences. */
  public boolean isAssembled() {
    return !time.isEmpty();
  }

  /** Whether there are labels to learn from. */
  public boolean isLabelled() {
    return !label.isEmpty();
  }

  /** Whether the column is a field of an array of structs. */
  public boolean isNested(StructType schema) {
    return !isAssembled() && NestedFields.in(schema, List.of(name)).length() > schema.length();
  }

  /** A column that is read of each step. */
  private record Read(String name, String key, DataType type, String alias) {}

  /** The columns that are read of each step, the tokens first. */
  private List<Read> read() {
    List<Read> all = new ArrayList<>();
    all.add(new Read(name, "data.targets", DataTypes.StringType, name));
    if (isLabelled()) {
      all.add(new Read(label, "data.label", DataTypes.StringType, LABELS));
    }
    for (String one : steps.names()) {
      boolean isNumber = steps.numbers().contains(one);
      all.add(
          new Read(
              one,
              StepColumns.key(one, ids),
              isNumber ? DataTypes.DoubleType : DataTypes.StringType,
              OURS + all.size()));
    }
    return all;
  }

  /** A schema with fields of arrays that are read. */
  private StructType complete(StructType schema) {
    return NestedFields.in(schema, read().stream().map(Read::name).toList());
  }

  /**
   * How a row holds a sequence.
   *
   * @throws UserException if a column is missing or of another type
   */
  public StepsForm stepsForm(StructType given, String table) {
    StructType schema = complete(given);
    List<Boolean> constant =
        steps.names().stream()
            .map(one -> Fields.require(schema, one, StepColumns.key(one, ids), table))
            .map(field -> !isAssembled() && !(field.dataType() instanceof ArrayType))
            .toList();
    return new StepsForm(form(given, table), this, constant);
  }

  /**
   * How the column holds the tokens.
   *
   * @throws UserException if the column is missing or of another type
   */
  public TokenForm form(StructType given, String table) {
    StructType schema = complete(given);
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
   * @return the columns to keep, and then the sequence as {@link #stepsForm} has it
   * @throws UserException if a column is missing or of the wrong type
   */
  public Dataset<Row> sequences(Table table, List<String> kept) {
    Dataset<Row> rows = table.rows();
    if (!isAssembled()) {
      rows = NestedFields.in(rows, read().stream().map(Read::name).toList());
    }
    Table complete = table.with(rows);
    List<Column> columns = new ArrayList<>(kept.stream().map(Fields::column).toList());
    for (Read one : read()) {
      Fields.require(complete.schema(), one.name, one.key, table.name());
      if (!isAssembled()) {
        columns.add(list(one, complete).alias(one.alias));
      }
    }
    return isAssembled() ? assembled(table, kept) : rows.select(columns.toArray(Column[]::new));
  }

  /** Names of the columns of a sequence, the tokens first. */
  public List<String> sequenceColumns() {
    return read().stream().map(Read::alias).toList();
  }

  /** A column of lists, or of what holds for the whole sequence, in a list. */
  private Column list(Read one, Table table) {
    DataType type = Fields.require(table.schema(), one.name, one.key, table.name()).dataType();
    Column column = Fields.column(one.name);
    if (one.name.equals(name)) {
      if (form(table.schema(), table.name()).isText()) {
        return column;
      }
      if (!(type instanceof ArrayType array)) {
        throw wrong(
            table,
            type,
            ", or {data.time} and {data.series-id} if each row is one token of a sequence");
      }
      requireToken(table, array.elementType());
    } else if (one.name.equals(label) && !(type instanceof ArrayType)) {
      throw UserException.of(
          "{data.label}: column '%s' of %s is of type %s, expected an array with the class of each token, as each row is a whole sequence",
          label, table.name(), type.simpleString());
    }
    DataType element = type instanceof ArrayType array ? array.elementType() : type;
    requireType(one, element, table);
    DataType list = DataTypes.createArrayType(one.type);
    return type instanceof ArrayType ? column.cast(list) : functions.array(column.cast(one.type));
  }

  private Dataset<Row> assembled(Table table, List<String> kept) {
    List<Read> read = read();
    requireToken(
        table, Fields.require(table.schema(), name, "data.targets", table.name()).dataType());
    ids.forEach(id -> Fields.require(table.schema(), id, "data.series-id", table.name()));
    for (Read one : read) {
      requireType(
          one, Fields.require(table.schema(), one.name, one.key, table.name()).dataType(), table);
    }
    Fields.requireTime(table.schema(), time, table.name(), table.zone());
    Column at = Fields.column(time);
    List<Column> step = new ArrayList<>();
    step.add(
        // a time that is missing is an error, as soon as it is computed
        functions
            .when(at.isNotNull(), at)
            .otherwise(
                functions.raise_error(
                    functions.lit(
                        "column '%s' of %s is null in a row: each token needs a time"
                            .formatted(time, table.name()))))
            .alias(TIME));
    for (int i = 0; i < read.size(); i++) {
      Column value = Fields.column(read.get(i).name).cast(read.get(i).type);
      step.add(value.alias("v" + i));
    }
    Column steps =
        functions.sort_array(functions.collect_list(functions.struct(step.toArray(Column[]::new))));
    List<Column> lists = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      String field = "v" + i;
      lists.add(functions.transform(steps, one -> one.getField(field)).alias(read.get(i).alias));
    }
    return table
        .rows()
        .groupBy(ids.stream().map(Fields::column).toArray(Column[]::new))
        .agg(lists.get(0), lists.subList(1, lists.size()).toArray(Column[]::new))
        .select(
            Stream.concat(kept.stream(), read.stream().map(Read::alias))
                .map(Fields::column)
                .toArray(Column[]::new));
  }

  /** Checks what is read beside the tokens. */
  private void requireType(Read one, DataType element, Table table) {
    boolean isNumber = element instanceof NumericType || element instanceof BooleanType;
    if (one.type.equals(DataTypes.DoubleType) && !isNumber) {
      throw UserException.of(
          "{data.features}: column '%s' of %s holds values of type %s, expected numbers; if they are classes, name it in {data.categorical} too",
          one.name, table.name(), element.simpleString());
    }
    if (element instanceof ArrayType || element instanceof StructType) {
      throw UserException.of(
          "{"
              + one.key
              + "}: column '%s' of %s holds values of type %s, expected one value for each token",
          one.name,
          table.name(),
          element.simpleString());
    }
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
    StructField field =
        Fields.require(complete(table.schema()), name, "data.targets", table.name());
    List<String> fields = NestedFields.of(field);
    if (!fields.isEmpty()) {
      return UserException.of(
          "{data.targets}: column '%s' of %s holds structs; name the field with the token, one of %s",
          name, table.name(), fields);
    }
    return UserException.of(
        "{data.targets}: column '%s' of %s is of type %s, expected text or an array of texts, whole numbers, booleans or dates%s",
        name, table.name(), type.simpleString(), Message.of(further));
  }
}

package org.sparklstm.job.data.token;

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
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Table;

/** Makes rows of whole sequences, as a {@link StepsForm} has them, of the rows of a table. */
final class TokenSequences {
  private static final String TIME = "t";
  private static final String VALUE = "v";

  private final TokenColumn column;
  private final Table table;

  TokenSequences(TokenColumn column, Table table) {
    this.column = column;
    this.table = table;
  }

  /**
   * The sequences, one per row.
   *
   * @param kept columns to keep, which come first
   */
  Dataset<Row> of(List<String> kept) {
    return column.isAssembled() ? assembled(kept) : lists(kept);
  }

  private StructField field(ReadColumn one) {
    return Fields.require(column.complete(table.schema()), one.name(), one.key(), table.name());
  }

  // a row is a sequence

  private Dataset<Row> lists(List<String> kept) {
    List<Column> columns = new ArrayList<>(kept.stream().map(Fields::column).toList());
    column.read().forEach(one -> columns.add(list(one).alias(one.alias())));
    return table.rows().select(columns.toArray(Column[]::new));
  }

  /** A column of lists, or of what holds for the whole sequence, in a list. */
  private Column list(ReadColumn one) {
    DataType type = field(one).dataType();
    Column values =
        NestedFields.find(table.schema(), one.name()).orElseGet(() -> Fields.column(one.name()));
    boolean isList = type instanceof ArrayType;
    DataType element = type instanceof ArrayType array ? array.elementType() : type;
    if (one.key().equals(TokenColumn.TOKENS)) {
      if (type instanceof StringType) {
        return values;
      }
      if (!isList) {
        throw wrong(
            type, ", or {data.time} and {data.series-id} if each row is one token of a sequence");
      }
      requireToken(element);
    } else if (one.key().equals(TokenColumn.LABEL) && !isList) {
      throw UserException.of(
          "{data.label}: column '%s' of %s is of type %s, expected an array with the class of each token, as each row is a whole sequence",
          one.name(), table.name(), type.simpleString());
    }
    requireValue(one, element);
    return isList
        ? values.cast(DataTypes.createArrayType(one.type()))
        : functions.array(values.cast(one.type()));
  }

  // a row is one token

  private Dataset<Row> assembled(List<String> kept) {
    List<ReadColumn> read = column.read();
    requireToken(field(read.get(0)).dataType());
    column.ids().forEach(id -> Fields.require(table.schema(), id, "data.series-id", table.name()));
    read.forEach(one -> requireValue(one, field(one).dataType()));
    Fields.requireTime(table.schema(), column.time(), table.name(), table.zone());
    Column at = Fields.column(column.time());
    List<Column> step = new ArrayList<>();
    step.add(
        // a time that is missing is an error, as soon as it is computed
        functions
            .when(at.isNotNull(), at)
            .otherwise(
                functions.raise_error(
                    functions.lit(
                        "column '%s' of %s is null in a row: each token needs a time"
                            .formatted(column.time(), table.name()))))
            .alias(TIME));
    for (int i = 0; i < read.size(); i++) {
      Column value = Fields.column(read.get(i).name()).cast(read.get(i).type());
      step.add(value.alias(VALUE + i));
    }
    Column steps =
        functions.sort_array(functions.collect_list(functions.struct(step.toArray(Column[]::new))));
    List<Column> lists = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      String field = VALUE + i;
      lists.add(functions.transform(steps, one -> one.getField(field)).alias(read.get(i).alias()));
    }
    return table
        .rows()
        .groupBy(column.ids().stream().map(Fields::column).toArray(Column[]::new))
        .agg(lists.get(0), lists.subList(1, lists.size()).toArray(Column[]::new))
        .select(
            Stream.concat(kept.stream(), read.stream().map(ReadColumn::alias))
                .map(Fields::column)
                .toArray(Column[]::new));
  }

  // types

  /** Checks what is read of a step. */
  private void requireValue(ReadColumn one, DataType element) {
    if (element instanceof ArrayType || element instanceof StructType) {
      List<String> fields = NestedFields.of(field(one));
      throw UserException.of(
          "{"
              + one.key()
              + "}: column '%s' of %s holds values of type %s, expected one value for each token%s",
          one.name(),
          table.name(),
          element.simpleString(),
          fields.isEmpty() ? "" : "; name a field, one of " + fields);
    }
    boolean isNumber = element instanceof NumericType || element instanceof BooleanType;
    if (one.type().equals(DataTypes.DoubleType) && !isNumber) {
      throw UserException.of(
          "{data.features}: column '%s' of %s holds values of type %s, expected numbers; if they are classes, name it in {data.categorical} too",
          one.name(), table.name(), element.simpleString());
    }
  }

  private void requireToken(DataType type) {
    boolean isToken =
        type instanceof StringType
            || type instanceof BooleanType
            || type instanceof ByteType
            || type instanceof ShortType
            || type instanceof IntegerType
            || type instanceof LongType
            || type instanceof DateType;
    if (!isToken) {
      throw wrong(type, "");
    }
  }

  private UserException wrong(DataType type, String further) {
    List<String> fields = NestedFields.of(field(column.read().get(0)));
    if (!fields.isEmpty()) {
      return UserException.of(
          "{data.targets}: column '%s' of %s holds structs; name the field with the token, one of %s",
          column.name(), table.name(), fields);
    }
    return UserException.of(
        "{data.targets}: column '%s' of %s is of type %s, expected text or an array of texts, whole numbers, booleans or dates%s",
        column.name(), table.name(), type.simpleString(), Message.of(further));
  }
}

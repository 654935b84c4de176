package org.sparklstm.job.data.table;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.spark.Sessions;
import org.sparklstm.job.time.TimeAxis;

/** Finds and checks columns by name. */
public final class Fields {
  /** Columns of our own begin with it; they are not the user's to see. */
  private static final String OURS = "\u0001";

  /** Largest number of columns that a message names. */
  private static final int MOST_SHOWN = 40;

  private Fields() {}

  /** The column with exactly that name, which may contain any characters. */
  public static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /**
   * The field with that name.
   *
   * @param key setting that names the column, for messages
   * @param table name of the table in messages
   * @throws UserException if there is no such column
   */
  public static StructField require(StructType schema, String name, String key, String table) {
    for (StructField field : schema.fields()) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    List<String> names =
        Arrays.stream(schema.fieldNames()).filter(one -> !one.startsWith(OURS)).toList();
    if (names.equals(List.of("_corrupt_record"))) {
      throw UserException.of(
          "{data.source.format} is json, but %s does not hold JSON, one object per line", table);
    }
    throw UserException.of(
        "{" + key + "}: no column '%s' in %s; its columns are %s%s",
        name,
        table,
        shown(names),
        blank(name, names)
            .or(() -> separator(names))
            .or(
                () ->
                    key.equals("data.time")
                        ? Optional.of(
                            Message.advice(
                                " (if the rows have no time, a query can number them: row_number() OVER (ORDER BY …) AS t)",
                                " (the index of a pandas table becomes a column by reset_index(); rows without a time can be numbered, with row_number() or range(len(table)))"))
                        : Optional.empty())
            .orElse(Message.literal("")));
  }

  /** Names of columns, the first of very many. */
  private static String shown(List<String> names) {
    return names.size() <= MOST_SHOWN
        ? names.toString()
        : "[%s, … and %,d more]"
            .formatted(String.join(", ", names.subList(0, MOST_SHOWN)), names.size() - MOST_SHOWN);
  }

  /** A hint at a column whose name differs by blanks only. */
  private static Optional<Message> blank(String name, List<String> names) {
    return names.stream()
        .filter(other -> other.strip().equals(name.strip()))
        .findFirst()
        .map(
            other ->
                Message.advice(
                    " (there is '%s', with blanks: set data.source.options.ignoreLeadingWhiteSpace and ignoreTrailingWhiteSpace to true)"
                        .formatted(other),
                    " (there is '%s', with blanks: rename the column)".formatted(other)));
  }

  /** A hint at the character that separates what is read as one column, if that is so. */
  private static Optional<Message> separator(List<String> names) {
    if (names.size() != 1) {
      return Optional.empty();
    }
    return Stream.of(";", "\t", "|")
        .filter(names.get(0)::contains)
        .map(found -> found.equals("\t") ? "\\t" : found)
        .findFirst()
        .map(
            found ->
                Message.advice(
                    " (a header in one piece: set data.source.options.sep = \"%s\")"
                        .formatted(found),
                    " (a header in one piece: read the table with sep=\"%s\")".formatted(found)));
  }

  /**
   * The axis of the time column with that name.
   *
   * @param zone time zone in which timestamps are read
   * @throws UserException if there is no such column, or if its type is not a time or whole number
   */
  public static TimeAxis requireTime(StructType schema, String name, String table, ZoneId zone) {
    StructField field = require(schema, name, "data.time", table);
    TimeAxis axis = TimeAxis.of(field.dataType(), zone);
    if (axis == null) {
      throw UserException.of(
          "{data.time}: column '%s' of %s is of type %s, expected timestamp, date or a whole number%s",
          name,
          table,
          field.dataType().simpleString(),
          field.dataType().equals(DataTypes.StringType)
              ? Message.advice(
                  " (to parse CSV or JSON, set data.source.options.timestampFormat, for JSON also inferTimestamp = true; a query can use to_timestamp)",
                  " (parse it: to_timestamp in Spark, pd.to_datetime in pandas)")
              : "");
    }
    return axis;
  }

  /**
   * Checks that there is a column of numbers or booleans with that name.
   *
   * @param key setting that names the column, for messages
   * @throws UserException if there is no such column, or if it has another type
   */
  public static void requireValues(StructType schema, String name, String key, String table) {
    DataType type = require(schema, name, key, table).dataType();
    if (!(type instanceof NumericType || type instanceof BooleanType)) {
      throw UserException.of(
          "{" + key + "}: column '%s' of %s is of type %s, expected a number%s",
          name,
          table,
          type.simpleString(),
          type.equals(DataTypes.StringType)
              ? Message.advice(
                  " (in CSV, one value that is not a number makes the whole column text; if it stands for a missing value, as NA or ? do, name it in data.source.options.nullValue)",
                  " (make numbers of it: try_cast in Spark, pd.to_numeric with errors=\"coerce\" in pandas, which turn what is none into a missing value)")
              : "");
    }
  }

  /**
   * A schema with these fields.
   *
   * @throws UserException if two have the same name
   */
  public static StructType distinct(List<StructField> fields) {
    requireDistinct(fields.stream().map(StructField::name).toList());
    return DataTypes.createStructType(fields);
  }

  /**
   * Checks that the columns of a result have different names to Spark.
   *
   * @throws UserException if two have the same name
   */
  public static void requireDistinct(List<String> columns) {
    Set<String> names = new HashSet<>();
    for (String name : columns) {
      if (!names.add(Sessions.isCaseSensitive() ? name : name.toLowerCase(Locale.ROOT))) {
        throw UserException.of(
            "the result would have two columns '%s': rename the one in the table, for instance in a query",
            name);
      }
    }
  }
}

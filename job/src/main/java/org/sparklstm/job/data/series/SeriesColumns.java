package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.time.Frequency;
import org.sparklstm.job.time.TimeAxis;

/**
 * The checked columns of a table of series by meaning. Arranges its rows in one form: series id
 * columns, time, then targets and features as doubles.
 */
public final class SeriesColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Value columns are named by number, because a feature may also be the time or a series id. */
  private static final String VALUE_PREFIX = "\u0001value ";

  private static final String CLASS_PREFIX = "\u0001class ";

  /** Largest number of series that a message names. */
  private static final int NAMED = 5;

  private final String table;
  private final StructField[] seriesId;
  private final StructField time;
  private final TimeAxis axis;
  private final PanelColumns values;
  private final boolean masks;

  /** Whether rows of a second table are among the rows. */
  private final boolean hasAhead;

  /** The values of the columns that are classes; empty where they are not known yet. */
  private final List<Vocabulary> vocabularies;

  /** The times at which spans begin, or null if they are not given as dates. */
  private final SplitDates dates;

  private SeriesColumns(
      String table,
      StructField[] seriesId,
      StructField time,
      TimeAxis axis,
      PanelColumns values,
      boolean masks,
      boolean hasAhead,
      List<Vocabulary> vocabularies,
      SplitDates dates) {
    this.table = table;
    this.seriesId = seriesId;
    this.time = time;
    this.axis = axis;
    this.values = values;
    this.masks = masks;
    this.hasAhead = hasAhead;
    this.vocabularies = vocabularies;
    this.dates = dates;
  }

  /**
   * Checks that a table has the columns that the configuration names.
   *
   * @param table name of the table in messages
   * @param zone time zone in which timestamps are read
   * @throws UserException if a column is missing or has the wrong type
   */
  public static SeriesColumns check(StructType schema, DataConfig data, String table, ZoneId zone) {
    StructField[] seriesId =
        data.seriesId().stream()
            .map(name -> simpleField(schema, name, "data.series-id", table))
            .toArray(StructField[]::new);
    TimeAxis axis = Fields.requireTime(schema, data.time(), table, zone);
    PanelColumns values = data.panel();
    for (String name : values.numbers()) {
      requireNumbers(schema, name, values.key(name), table);
    }
    for (String name : values.classes()) {
      simpleField(schema, name, "data.categorical", table);
    }
    if (values.hasClock() && !axis.isCalendar()) {
      throw UserException.of(
          "{data.calendar} is given, but column '%s' of %s holds numbers, not times; remove it, or convert the column",
          data.time(), table);
    }
    StructField time = Fields.require(schema, data.time(), "data.time", table);
    SplitDates dates =
        data.split().unit() == SplitConfig.Unit.DATE ? SplitDates.of(data.split(), axis) : null;
    return new SeriesColumns(
        table,
        seriesId,
        time,
        axis,
        values,
        data.masks(),
        FutureTable.isUnion(schema),
        List.of(),
        dates);
  }

  private static void requireNumbers(StructType schema, String name, String key, String table) {
    try {
      Fields.requireValues(schema, name, key, table);
    } catch (UserException e) {
      boolean isText =
          Fields.require(schema, name, key, table).dataType().equals(DataTypes.StringType);
      throw isText && !key.equals("data.targets")
          ? new UserException(
              Message.of("%s. If it is a class, name it in {data.categorical} too", e.said()), e)
          : e;
    }
  }

  /** The same columns, with the values of those that are classes. */
  public SeriesColumns with(List<Vocabulary> found) {
    return new SeriesColumns(table, seriesId, time, axis, values, masks, hasAhead, found, dates);
  }

  private static StructField simpleField(StructType schema, String name, String key, String table) {
    StructField field = Fields.require(schema, name, key, table);
    if (!(field.dataType() instanceof AtomicType)
        || field.dataType().equals(DataTypes.BinaryType)) {
      throw UserException.of(
          "{"
              + key
              + "}: column '%s' of %s is of type %s, expected a simple type such as text, a number or a date",
          name,
          table,
          field.dataType().simpleString());
    }
    return field;
  }

  /** The times at which spans begin, if they are given as dates. */
  Optional<SplitDates> dates() {
    return Optional.ofNullable(dates);
  }

  /** The rows in this form, each series in one partition and ordered by time. */
  public Dataset<Row> arrange(Dataset<?> rows) {
    List<Column> order = idColumns();
    order.add(Fields.column(time.name()));
    if (hasAhead) {
      order.add(Fields.column(FutureTable.AHEAD));
    }
    return gather(rows).sortWithinPartitions(order.toArray(Column[]::new));
  }

  private List<Column> idColumns() {
    List<Column> columns = new ArrayList<>();
    for (StructField field : seriesId) {
      columns.add(Fields.column(field.name()));
    }
    return columns;
  }

  /** The rows in this form, each series in one partition. */
  public Dataset<Row> gather(Dataset<?> rows) {
    List<Column> columns = idColumns();
    columns.add(axis.read(Fields.column(time.name())).alias(time.name()));
    List<String> numbers = values.numbers();
    for (int i = 0; i < numbers.size(); i++) {
      columns.add(Fields.column(numbers.get(i)).cast(DataTypes.DoubleType).alias(VALUE_PREFIX + i));
    }
    List<String> classes = values.classes();
    for (int i = 0; i < classes.size(); i++) {
      columns.add(text(classes.get(i)).alias(CLASS_PREFIX + i));
    }
    if (hasAhead) {
      columns.add(Fields.column(FutureTable.AHEAD));
    }
    Dataset<Row> narrow = rows.select(columns.toArray(Column[]::new));
    return seriesId.length == 0
        ? narrow.repartition(1)
        : narrow.repartition(idColumns().toArray(Column[]::new));
  }

  /** Name of the table in messages. */
  public String table() {
    return table;
  }

  /** The series of an arranged row, or of a row of results. */
  public SeriesKey key(Row row) {
    return SeriesKey.of(row, seriesId);
  }

  /** Some series as messages show them: the first by name, the others by number. */
  public String named(List<SeriesKey> some) {
    String names =
        some.stream().limit(NAMED).map(key -> key.show(seriesId)).collect(Collectors.joining(", "));
    return some.size() > NAMED ? "%s and %,d more".formatted(names, some.size() - NAMED) : names;
  }

  /** The series id fields of the table. */
  public StructField[] seriesId() {
    return seriesId;
  }

  public StructField time() {
    return time;
  }

  /** The time field of results: whole numbers of any width become long. */
  public StructField timeOut() {
    return axis.kind() == TimeAxis.Kind.NUMBER
        ? DataTypes.createStructField(time.name(), DataTypes.LongType, false)
        : time;
  }

  public TimeAxis axis() {
    return axis;
  }

  /** A class as text. */
  private static Column text(String name) {
    return Fields.column(name).cast(DataTypes.StringType);
  }

  /** The values of the columns that are classes; empty where they are not known yet. */
  List<Vocabulary> vocabularies() {
    return vocabularies;
  }

  /** Whether the table has a number for a target in an arranged row. */
  public boolean isObserved(Row row) {
    for (int target = 0; target < values.targets().size(); target++) {
      int at = timeIndex() + 1 + target;
      if (!row.isNullAt(at) && Double.isFinite(row.getDouble(at))) {
        return true;
      }
    }
    return false;
  }

  /** Whether an arranged row is of the second table. */
  boolean isAhead(Row row) {
    return hasAhead && row.getBoolean(row.length() - 1);
  }

  /**
   * Reads arranged rows of a panel, those of a second table and those without values included.
   *
   * @param frequency of the rows that are inserted where there is none, if missing rows are
   */
  public SeriesCursor cursor(Iterator<Row> arranged, Missing missing, Frequency frequency) {
    Iterator<Row> merged = hasAhead ? new MergedRows(arranged, this) : arranged;
    return new SeriesCursor(
        masks ? new FilledRows(merged, this, frequency) : merged, this, missing);
  }

  /** Whether rows of a second table are among the rows. */
  public boolean hasAhead() {
    return hasAhead;
  }

  /** Whether what is missing counts as not observed. */
  boolean masks() {
    return masks;
  }

  /** The columns by what is known of them when. */
  public PanelColumns panel() {
    return values;
  }

  /** Whether rows may follow the last observed one of a series. */
  boolean knowsAhead() {
    return masks || hasAhead || !values.future().isEmpty();
  }

  /** Names of the values, targets first. */
  List<String> values() {
    return values.names();
  }

  /** Index of the time in an arranged row; the values come after it. */
  public int timeIndex() {
    return seriesId.length;
  }
}

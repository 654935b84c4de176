package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
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
  /** The settings that name the columns of tokens and of their classes. */
  static final String TOKENS = "data.targets";

  static final String LABEL = "data.label";

  /** Begins the names of columns that are not the user's. */
  private static final String OURS = "\u0001";

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
    return !isAssembled() && NestedFields.find(schema, name).isPresent();
  }

  /** The columns that are read of each step, the tokens first. */
  List<ReadColumn> read() {
    List<ReadColumn> all = new ArrayList<>();
    all.add(new ReadColumn(name, TOKENS, DataTypes.StringType, name));
    if (isLabelled()) {
      all.add(new ReadColumn(label, LABEL, DataTypes.StringType, OURS + all.size()));
    }
    for (String one : steps.names()) {
      DataType type = steps.numbers().contains(one) ? DataTypes.DoubleType : DataTypes.StringType;
      all.add(new ReadColumn(one, StepColumns.key(one, ids), type, OURS + all.size()));
    }
    return all;
  }

  /** Names of the columns of a sequence, the tokens first. */
  public List<String> sequenceColumns() {
    return read().stream().map(ReadColumn::alias).toList();
  }

  /** A schema with the fields of arrays that may be read. */
  StructType complete(StructType schema) {
    return isAssembled()
        ? schema
        : NestedFields.in(schema, read().stream().map(ReadColumn::name).toList());
  }

  /**
   * How a row holds a sequence.
   *
   * @throws UserException if a column is missing or of another type
   */
  public StepsForm stepsForm(StructType given, String table) {
    StructType schema = complete(given);
    List<Boolean> constant = new ArrayList<>();
    for (ReadColumn one : read()) {
      DataType type = Fields.require(schema, one.name(), one.key(), table).dataType();
      if (steps.names().contains(one.name())) {
        constant.add(!isAssembled() && !(type instanceof ArrayType));
      }
    }
    return new StepsForm(form(given, table), this, constant);
  }

  /**
   * How the column holds the tokens.
   *
   * @throws UserException if the column is missing or of another type
   */
  public TokenForm form(StructType given, String table) {
    DataType type = Fields.require(complete(given), name, TOKENS, table).dataType();
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
    return new TokenSequences(this, table).of(kept);
  }
}

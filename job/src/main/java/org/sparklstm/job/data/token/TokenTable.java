package org.sparklstm.job.data.token;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.table.ClassOrder;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.spark.InternalRows;

/** A table of sequences of tokens after a first pass over it, which finds invalid rows. */
public final class TokenTable {
  private final Table table;
  private final TokenColumn column;
  private final DataConfig data;
  private final InternalRows rows;
  private final TokenCursor.Rules rules;
  private final TokenSummary summary;

  private TokenTable(
      Table table,
      TokenColumn column,
      DataConfig data,
      InternalRows rows,
      TokenCursor.Rules rules,
      TokenSummary summary) {
    this.table = table;
    this.column = column;
    this.data = data;
    this.rows = rows;
    this.rules = rules;
    this.summary = summary;
  }

  /**
   * Passes over a table.
   *
   * @throws UserException if the table cannot be used; names the column and one of the rows
   */
  public static TokenTable of(Table table, TokenColumn column, DataConfig data) {
    StepsForm form;
    Dataset<Row> sequences;
    List<String> by = splitBy(data);
    try {
      form = column.stepsForm(table.schema(), table.name());
      by.forEach(name -> Fields.require(table.schema(), name, "data.split.by", table.name()));
      requireKept(column, by);
      sequences = column.sequences(table, by);
    } catch (UserException e) {
      throw table.unlessEmpty(e);
    }
    boolean isLabelled = column.isLabelled();
    if (isLabelled && data.split().unit() == SplitConfig.Unit.SHARE) {
      throw UserException.of(
          "{data.split.unit} is share, but sequences whose tokens have classes go to the spans as a whole: set it to auto");
    }
    boolean isWhole = isLabelled || isWhole(data, form.tokens().isText());
    if (!isWhole && !by.isEmpty()) {
      throw UserException.of(
          "{data.split.by} is %s, but each sequence is cut into its spans: set {data.split.unit = sequences}, or remove it",
          by);
    }
    if (isWhole && data.split().isRows()) {
      throw UserException.of(
          "{data.split.train} is %s: whole sequences go to the spans by shares, at most 1",
          data.split().train());
    }
    Column key =
        by.isEmpty()
            ? functions.lit(null).cast(DataTypes.StringType)
            : SeriesKey.text(sequences.schema(), by);
    List<Column> wanted = new ArrayList<>(List.of(key));
    column.sequenceColumns().forEach(name -> wanted.add(Fields.column(name)));
    Dataset<Row> narrow = sequences.select(wanted.toArray(Column[]::new));
    InternalRows rows = InternalRows.of(narrow);
    TokenCursor.Rules rules = new TokenCursor.Rules(form, data.split(), isWhole);
    TokenTable result = new TokenTable(table, column, data, rows, rules, summary(rows, rules));
    result.refuseInvalidRows();
    return result;
  }

  private static void requireKept(TokenColumn column, List<String> by) {
    if (column.isAssembled() && !column.ids().containsAll(by)) {
      throw UserException.of(
          "{data.split.by} is %s: sequences are put together from rows by {data.series-id}, which is %s; name some of those",
          by, column.ids());
    }
  }

  /** The columns whose rows all go to one span. */
  public static List<String> splitBy(DataConfig data) {
    return data.split().by(List.of());
  }

  /** Whether a sequence goes to one span as a whole. */
  private static boolean isWhole(DataConfig data, boolean isText) {
    return data.split().unit() == SplitConfig.Unit.SEQUENCES
        || (data.split().unit() == SplitConfig.Unit.AUTO && !isText);
  }

  private static TokenSummary summary(InternalRows rows, TokenCursor.Rules rules) {
    JavaRDD<TokenSummary> parts =
        rows.mapPartitions(
            partition -> {
              TokenSummary summary = new TokenSummary(rules.form().column().steps());
              TokenCursor cursor = new TokenCursor(partition, rules);
              while (cursor.advance(summary)) {
                // the summary adds each row
              }
              return List.of(summary).iterator();
            });
    return parts.getNumPartitions() == 0
        ? new TokenSummary(rules.form().column().steps())
        : parts.treeReduce(TokenSummary::merge);
  }

  private void refuseInvalidRows() {
    if (summary.rows() == 0) {
      throw table.empty();
    }
    summary
        .defects()
        .forEach(
            (defect, count) -> {
              Message found =
                  Message.of(
                      "column '%s' of %s %s in %,d of %,d sequences",
                      defect.column(), table.name(), defect.sentence(), count, summary.rows());
              if (data.missing() != Missing.SKIP_WINDOW) {
                throw UserException.of(
                    "%s: %s, one of them %s; set {data.missing = skip-window} to leave them out%s",
                    Message.of("{" + defect.key() + "}"),
                    found,
                    summary.first(defect),
                    defect.isMissingBeside() ? ", or replace such values in a query" : "");
              }
              table.warnings().accept(Message.of("%s; they are left out", found));
            });
  }

  /**
   * What is known of the train span: the tokens, and the numbers and classes beside them.
   *
   * @param most largest number of tokens, or of classes of a column, to know
   * @throws UserException if there are no tokens, or numbers that cannot be scaled
   */
  public Statistics statistics(int most) {
    List<Vocabulary> vocabularies = new ArrayList<>(List.of(vocabulary(most)));
    List<String> classes = column.steps().classes();
    for (int i = 0; i < classes.size(); i++) {
      warnOfClasses(i, most);
      vocabularies.add(new Vocabulary(classes.get(i), summary.mostFrequentClasses(i, most)));
    }
    Statistics numbers = Statistics.of(column.steps().numbers(), summary.numbers(), table, data);
    return Statistics.ofTokens(vocabularies, numbers);
  }

  private void warnOfClasses(int number, int most) {
    String name = column.steps().classes().get(number);
    int different = summary.differentClasses(number);
    warnOfMany(Message.of("different values of column '%s'", name), different, most);
    if (column.ids().contains(name)
        && rules.isWhole()
        && different > summary.sequences(Split.TRAIN) / 2) {
      table
          .warnings()
          .accept(
              Message.of(
                  "column '%s' ({data.series-id}) is read as a class, but most of its %,d values have one sequence only, and sequences go to the spans as a whole: what is learnt of a value is of no use for others; leave it out of {data.categorical}",
                  name, different));
    }
  }

  private void warnOfMany(Message what, long different, int most) {
    if (different > most) {
      table
          .warnings()
          .accept(
              Message.of(
                  "%,d %s: the %,d most frequent are told apart ({model.vocabulary}), all others are one",
                  different, what, most));
    }
  }

  private Vocabulary vocabulary(int most) {
    boolean isLabelled = column.isLabelled();
    if (isLabelled && summary.labels().isEmpty()) {
      throw UserException.of(
          "{data.label}: column '%s' of %s is null for all tokens of all %,d sequences",
          column.label(), table.name(), summary.rows());
    }
    if (isLabelled && summary.sequences(Split.TRAIN) == 0) {
      throw UserException.of(
          "%s has nothing to train on: of %,d sequences with a class none is in the train span; check the shares of the spans",
          table.name(), summary.rows());
    }
    if (!isLabelled && summary.predicted(Split.TRAIN) == 0) {
      throw UserException.of(
          "%s has nothing to train on: %,d sequences of %,d tokens, and none of two tokens or more in the train span; check the shares of the spans",
          table.name(), summary.rows(), summary.tokens());
    }
    Vocabulary vocabulary = new Vocabulary(column.name(), summary.mostFrequent(most));
    warnOfMany(Message.literal("different tokens"), summary.different(), most);
    return vocabulary;
  }

  /**
   * The classes of the labels, in numeric order if all are numbers, else in text order.
   *
   * @throws UserException if there are fewer than two, or one does not occur in the train span
   */
  public List<String> classes() {
    List<String> classes = ClassOrder.sorted(summary.labels());
    if (classes.size() < 2) {
      throw UserException.of(
          "{data.label}: column '%s' of %s has the classes %s, expected at least two",
          column.label(), table.name(), classes);
    }
    for (String one : classes) {
      if (summary.labelled(Split.TRAIN, one) == 0) {
        throw UserException.of(
            "{data.label}: class %s of column '%s' of %s does not occur in the train span; remove its rows, or train on more",
            one, column.label(), table.name());
      }
    }
    return classes;
  }

  /** Number of tokens of the longest sequence. */
  public int longest() {
    return summary.longest();
  }

  /** How often each class occurs in the train span. */
  public List<Long> counts(List<String> classes) {
    return classes.stream().map(one -> summary.labelled(Split.TRAIN, one)).toList();
  }

  /**
   * Checks that all labels are classes of a model.
   *
   * @throws UserException if some are not; names them
   */
  public void requireClasses(List<String> known) {
    List<String> unknown = new ArrayList<>(ClassOrder.sorted(summary.labels()));
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw ClassOrder.unknown(column.label(), table.name(), unknown, known);
    }
  }

  /**
   * The sequences as numbers, assigned to shards.
   *
   * @param statistics what a model knows of tokens, and of what stands beside them
   * @param classes of the labels; empty if there are none
   * @param most largest number of shards
   */
  public TokenDataset dataset(Statistics statistics, List<String> classes, int most) {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(table.rows().sparkSession().sparkContext());
    return new TokenDataset(
        rows, rules, summary, statistics, classes, data.shardBytes(), most, spark);
  }
}

package org.sparklstm.job.task;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.train.Errors;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.ScoreConfig.Invalid;
import org.sparklstm.job.data.sequence.Gaps;
import org.sparklstm.job.data.sequence.LabelledTable;
import org.sparklstm.job.data.sequence.SequenceColumns;
import org.sparklstm.job.data.sequence.SequenceDataset;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.data.sequence.SequenceTable;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.AnswerColumns;
import org.sparklstm.job.scoring.Predictions;
import org.sparklstm.job.scoring.Scores;

/** A task with one answer per sequence. */
public abstract class SequenceTask implements Task {
  private final JobConfig config;
  private final DataConfig data;
  private final SequenceTables tables;

  SequenceTask(JobConfig config) {
    this.config = config;
    data = config.data();
    tables = new SequenceTables(config);
  }

  @Override
  public JobConfig config() {
    return config;
  }

  @Override
  public Examples examples(Table table) {
    Fields.requireDistinct(
        Stream.concat(tables.answered(table.schema()).stream(), answerNames().stream()).toList());
    if (tables.mixesSeries()) {
      table
          .warnings()
          .accept(
              Message.of(
                  "{data.split.by} is empty: windows of one series, which are alike, are trained and tested on, so that errors are smaller than on series the model has not seen"));
    }
    try {
      return labelledExamples(table);
    } catch (UserException e) {
      // where rows are assembled to sequences, the columns that lack values are known by name
      throw data.missing() == Missing.ERROR ? namingColumns(e, table) : e;
    }
  }

  private Examples labelledExamples(Table table) {
    if (tables.cut().isPresent()) {
      LabelledTable rows = labelled(table);
      return examples(
          new LabelledTable(tables.withLabels(rows.table()), rows.columns(), rows.classes()));
    }
    return examples(labelled(tables.withLabels(table)));
  }

  private UserException namingColumns(UserException e, Table table) {
    return e.getMessage().contains(Trouble.MISSING_VALUE.sentence())
        ? tables
            .missing(table)
            .map(
                columns ->
                    new UserException(
                        Message.of("%s. Values that are missing: %s", e.said(), columns), e))
            .orElse(e)
        : e;
  }

  /**
   * The examples of a table with one row per sequence, or per series to cut windows from, whose
   * labels are numbers.
   *
   * @throws UserException if the table cannot be trained on
   */
  public Examples examples(LabelledTable table) {
    SequenceTable checked =
        SequenceTable.of(table.table(), table.columns(), labels(), data).requireTraining();
    return examples(table, checked);
  }

  @Override
  public Examples examples(Table table, TrainedModel model) {
    Table numbered =
        tables.cut().isPresent()
            ? tables.withLabels(numbered(table, model))
            : numbered(tables.withLabels(table), model);
    SequenceTable checked = SequenceTable.of(numbered, columns(), labels(), data);
    return examples(table.name(), checked, model);
  }

  abstract SequenceTable.Labels labels();

  /** The table with numbers as labels. */
  abstract LabelledTable labelled(Table table);

  /** The table with the class numbers of a model as labels. */
  abstract Table numbered(Table table, TrainedModel model);

  abstract Examples examples(LabelledTable table, SequenceTable checked);

  abstract Examples examples(String name, SequenceTable checked, TrainedModel model);

  /** The scaling that a model uses. */
  abstract SequenceScaling scaling(TrainedModel model);

  /**
   * The thresholds that a trained model is to have.
   *
   * @param validation computes the errors on the validation span
   */
  List<Double> thresholds(
      Supplier<Errors> validation, SequenceExamples examples, Consumer<Message> log) {
    return List.of();
  }

  abstract Report report(Errors errors, List<Double> thresholds, SequenceExamples examples);

  /** Number of values per step of a saved model. */
  abstract int inputs(SavedModel saved);

  /** Names of the columns that the command line always writes beside each row. */
  abstract List<String> answerNames();

  /** The columns that the command line writes beside each row. */
  abstract AnswerColumns scoreColumns(TrainedModel model);

  NetworkSpec network(int inputs, int outputs, int longest) {
    NetworkSpec network = config.model().spec(inputs, outputs);
    NetworkLimits.check(
        network, config, longest, Message.literal("the steps of the longest sequence"));
    return network;
  }

  SequenceColumns columns() {
    return tables.columns();
  }

  /** The columns whose rows all go to one span. */
  List<String> splitBy() {
    return tables.splitBy();
  }

  /** Whether windows are cut from series. */
  boolean cutsWindows() {
    return tables.cut().isPresent();
  }

  /** The word for several examples. */
  String unit() {
    return cutsWindows() ? "windows" : "sequences";
  }

  /**
   * A model of whole sequences, as Spark ML stages save it, does not know the columns that the
   * sequences are assembled from: their number must agree.
   */
  @Override
  public Set<String> mayDiffer(SavedModel saved) {
    if (!tables.isAssembled() || !saved.config().data().time().isEmpty()) {
      return Set.of();
    }
    if (inputs(saved) != data.features().size()) {
      throw UserException.of(
          "model %s expects %d values per step, but {data.features} has %d columns: %s; name as many columns as the model expects",
          saved.name(), inputs(saved), data.features().size(), data.features());
    }
    return Set.of("data.series-id", "data.time", "data.features", "data.label", "window.lookback");
  }

  @Override
  public Scores score(TrainedModel model, Table table, JavaSparkContext spark) {
    Observation given = new Observation();
    Dataset<Row> rows =
        tables
            .toScore(table, config.score())
            .rows()
            .observe(given, functions.count(functions.lit(1)).alias("rows"));
    boolean isCut = tables.cut().isPresent();
    Predictions.Invalid invalid =
        data.missing() != Missing.SKIP_WINDOW
            ? Predictions.Invalid.ERROR
            : config.score().invalid() == Invalid.KEEP
                ? Predictions.Invalid.KEEP
                : Predictions.Invalid.SKIP;
    Predictions predictions =
        new Predictions(
            tables.column(),
            0,
            model.spec().network(),
            scaling(model),
            // along the series, windows are filled before they are cut
            !isCut && data.missing() == Missing.FORWARD_FILL ? Gaps.FILLED : Gaps.REFUSED,
            invalid,
            // a window that is null is that of a short series
            isCut ? Predictions.Invalid.KEEP : invalid);
    AnswerColumns columns = scoreColumns(model);
    Fields.requireDistinct(
        Stream.concat(tables.answered(table.schema()).stream(), columns.names().stream()).toList());
    return Scores.ofSequences(
        unit(),
        given,
        predictions.of(rows, spark.broadcast(model.weights()), columns, table.name()));
  }

  /** A dataset of checked sequences with the scaling of a model. */
  SequenceDataset dataset(SequenceTable checked, TrainedModel model) {
    return checked.dataset(scaling(model));
  }
}

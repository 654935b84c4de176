package org.sparklstm.job.task;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.train.Errors;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.sequence.Gaps;
import org.sparklstm.job.data.sequence.LabelledTable;
import org.sparklstm.job.data.sequence.SequenceAssembly;
import org.sparklstm.job.data.sequence.SequenceColumns;
import org.sparklstm.job.data.sequence.SequenceDataset;
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

  SequenceTask(JobConfig config) {
    this.config = config;
    data = config.data();
    if (data.features().contains(data.label())) {
      throw UserException.of(
          "{data.features} names '%s', which is also {data.label}: the network would see the answer; remove it from the features",
          data.label());
    }
    if (data.time().isEmpty() && data.features().size() > 1) {
      throw UserException.of(
          "{data.features} has %d columns, but {data.time} is empty: expected one column of whole sequences, or a {data.time} that orders the rows of a sequence",
          data.features().size());
    }
    if (!data.time().isEmpty() && data.seriesId().isEmpty()) {
      throw UserException.of(
          "{data.series-id} is empty: expected the columns that identify a sequence");
    }
    if (data.split().isRows()) {
      throw UserException.of(
          "{data.split.train} is %s: sequences are split by shares, at most 1",
          data.split().train());
    }
  }

  @Override
  public JobConfig config() {
    return config;
  }

  @Override
  public Examples examples(Table table) {
    return examples(labelled(assembledWithLabels(table)));
  }

  /**
   * The examples of a table with one row per sequence, whose labels are numbers.
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
    Table numbered = numbered(assembledWithLabels(table), model);
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

  abstract Report report(Errors errors, SequenceExamples examples);

  /** Number of values per step of a saved model. */
  abstract int inputs(SavedModel saved);

  /** The columns that the command line writes beside each row. */
  abstract AnswerColumns scoreColumns(TrainedModel model);

  NetworkSpec network(int inputs, int outputs, int longest) {
    NetworkSpec network = config.model().spec(inputs, outputs);
    NetworkLimits.check(
        network, config, longest, Message.literal("the steps of the longest sequence"));
    return network;
  }

  SequenceColumns columns() {
    return new SequenceColumns(
        column(),
        data.label(),
        Optional.of(data.weight()).filter(name -> !name.isEmpty()),
        Optional.empty(),
        0);
  }

  /** The column with the sequences; those assembled here are named after their columns. */
  private String column() {
    return isAssembled() ? data.features().toString() : data.features().get(0);
  }

  private boolean isAssembled() {
    return !data.time().isEmpty();
  }

  private Table assembledWithLabels(Table table) {
    Fields.require(table.schema(), data.label(), "data.label", table.name());
    List<String> kept =
        Stream.of(data.label(), data.weight()).filter(name -> !name.isEmpty()).toList();
    return assembled(table, kept);
  }

  /** A table with one row per sequence. */
  private Table assembled(Table table, List<String> kept) {
    if (!isAssembled()) {
      return table;
    }
    SequenceAssembly assembly =
        new SequenceAssembly(
            data.seriesId(),
            data.time(),
            data.features(),
            kept,
            column(),
            SequenceAssembly.Missing.KEEP);
    try {
      return table.with(assembly.of(table.rows(), table.name()));
    } catch (UserException e) {
      throw table.unlessEmpty(e);
    }
  }

  /**
   * A model of whole sequences, as Spark ML stages save it, does not know the columns that the
   * sequences are assembled from: their number must agree.
   */
  @Override
  public Set<String> mayDiffer(SavedModel saved) {
    if (!isAssembled() || !saved.config().data().time().isEmpty()) {
      return Set.of();
    }
    if (inputs(saved) != data.features().size()) {
      throw new UserException(
          "model %s expects %d values per step, but data.features has %d columns: %s; name as many columns as the model expects"
              .formatted(saved.name(), inputs(saved), data.features().size(), data.features()));
    }
    return Set.of("data.series-id", "data.time", "data.features", "data.label");
  }

  @Override
  public Scores score(TrainedModel model, Table table, JavaSparkContext spark) {
    Dataset<Row> rows = assembled(table, List.of()).rows();
    Predictions predictions =
        new Predictions(
            column(),
            0,
            model.spec().network(),
            scaling(model),
            data.missing() == Missing.FORWARD_FILL ? Gaps.FILLED : Gaps.REFUSED,
            data.missing() == Missing.SKIP_WINDOW
                ? Predictions.Invalid.SKIP
                : Predictions.Invalid.ERROR);
    AnswerColumns columns = scoreColumns(model);
    List<String> taken = List.of(rows.schema().fieldNames());
    for (String name : columns.names()) {
      if (taken.contains(name)) {
        throw new UserException(
            "%s has a column '%s', which is also a column of the result: rename it in the table"
                .formatted(table.name(), name));
      }
    }
    return Scores.ofSequences(
        predictions.of(rows, spark.broadcast(model.weights()), columns, table.name()));
  }

  /** A dataset of checked sequences with the scaling of a model. */
  SequenceDataset dataset(SequenceTable checked, TrainedModel model) {
    return checked.dataset(scaling(model));
  }
}

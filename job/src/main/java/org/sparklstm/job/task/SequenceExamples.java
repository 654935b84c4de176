package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.ClassificationErrors;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.RegressionErrors;
import org.sparklstm.job.Json;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.JobConfig.Task;
import org.sparklstm.job.data.sequence.ClassLabels;
import org.sparklstm.job.data.sequence.SequenceAssembly;
import org.sparklstm.job.data.sequence.SequenceColumns;
import org.sparklstm.job.data.sequence.SequenceDataset;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.data.sequence.SequenceTable;
import org.sparklstm.job.data.table.EmptyTable;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.run.JobContext;

/** The labelled sequences of a table, to classify or to regress. */
public record SequenceExamples(
    JobConfig config,
    String table,
    SequenceDataset source,
    ModelSpec model,
    Statistics statistics,
    List<String> classes,
    List<Long> counts)
    implements Examples {
  static SequenceExamples of(JobContext context) {
    JobConfig config = context.config();
    Dataset<Row> rows = labelled(context.table(), config.data(), context.tableName());
    if (config.task() == Task.CLASSIFY) {
      ClassLabels labels = ClassLabels.of(rows, config.data().label(), context.tableName());
      SequenceTable table =
          look(context, labels.number(rows, config.data().label())).requireTraining();
      List<String> classes = table.requireClasses(Optional.of(labels.names()));
      List<Long> counts = table.classCounts(classes.size());
      Statistics statistics = table.statistics(context.console()::warn);
      SequenceDataset source = table.dataset(SequenceScaling.ofClasses(statistics));
      ModelSpec model =
          ModelSpecs.classifier(
              config,
              source.scaling().inputs(),
              ModelSpecs.classWeights(config, counts),
              source.longest());
      return new SequenceExamples(
          config, context.tableName(), source, model, statistics, classes, counts);
    }
    SequenceTable table = look(context, rows).requireTraining();
    Statistics statistics = table.statisticsWithLabel(context.console()::warn);
    SequenceDataset source = table.dataset(SequenceScaling.ofNumbers(statistics));
    ModelSpec model = ModelSpecs.regressor(config, source.scaling().inputs(), source.longest());
    return new SequenceExamples(
        config, context.tableName(), source, model, statistics, List.of(), List.of());
  }

  static SequenceExamples of(JobContext context, TrainedModel model) {
    JobConfig config = context.config();
    Dataset<Row> rows = labelled(context.table(), config.data(), context.tableName());
    boolean classify = config.task() == Task.CLASSIFY;
    Dataset<Row> numbered = rows;
    if (classify) {
      ClassLabels known = new ClassLabels(model.classes());
      known.requireAll(rows, config.data().label(), context.tableName());
      numbered = known.number(rows, config.data().label());
    }
    SequenceTable table = look(context, numbered);
    SequenceDataset source = table.dataset(scaling(model));
    List<Long> counts = classify ? table.classCounts(model.classes().size()) : List.of();
    return new SequenceExamples(
        config,
        context.tableName(),
        source,
        model.spec(),
        model.statistics(),
        model.classes(),
        counts);
  }

  /** How a model's values are scaled. */
  public static SequenceScaling scaling(TrainedModel model) {
    return model.classes().isEmpty()
        ? SequenceScaling.ofNumbers(model.statistics())
        : SequenceScaling.ofClasses(model.statistics());
  }

  private static SequenceTable look(JobContext context, Dataset<Row> rows) {
    DataConfig data = context.config().data();
    SequenceColumns columns =
        new SequenceColumns(
            column(data),
            data.label(),
            Optional.of(data.weight()).filter(name -> !name.isEmpty()),
            Optional.empty(),
            0);
    SequenceTable.Labels labels =
        context.config().task() == Task.CLASSIFY
            ? SequenceTable.Labels.CLASSES
            : SequenceTable.Labels.NUMBERS;
    return SequenceTable.of(
        rows, columns, labels, data, context.tableName(), context.console()::warn);
  }

  /** The column with the sequences; those put together here are called after their columns. */
  public static String column(DataConfig data) {
    return data.time().isEmpty() ? data.features().get(0) : data.features().toString();
  }

  /** A table with a row a sequence, with its label and weight. */
  private static Dataset<Row> labelled(Dataset<Row> rows, DataConfig data, String table) {
    SequenceColumns.field(rows.schema(), data.label(), "data.label", table);
    List<String> kept = new ArrayList<>(List.of(data.label()));
    if (!data.weight().isEmpty()) {
      kept.add(data.weight());
    }
    return assembled(rows, data, kept, table);
  }

  /** A table with a row a sequence. */
  public static Dataset<Row> sequences(Dataset<Row> rows, DataConfig data, String table) {
    return assembled(rows, data, List.of(), table);
  }

  private static Dataset<Row> assembled(
      Dataset<Row> rows, DataConfig data, List<String> kept, String table) {
    if (data.time().isEmpty()) {
      return rows;
    }
    SequenceAssembly assembly =
        new SequenceAssembly(
            data.seriesId(),
            data.time(),
            data.features(),
            kept,
            column(data),
            SequenceAssembly.Missing.KEEP);
    try {
      return assembly.of(rows, table);
    } catch (UserException e) {
      throw EmptyTable.unlessEmpty(rows, table, e);
    }
  }

  @Override
  public long rows() {
    return source.rows();
  }

  @Override
  public String content() {
    return source.content();
  }

  @Override
  public void refuseEmptySpans(PlacedShards shards) {
    boolean validation = config.data().split().validation() > 0;
    boolean test = config.data().split().test() > 0;
    if ((validation && shards.count(Split.VALIDATION) == 0)
        || (test && shards.count(Split.TEST) == 0)) {
      throw new UserException(
          "%s has %,d sequences: of these %,d are to train on, %,d to validate and %,d to test; raise data.split.validation and data.split.test, or set them to 0"
              .formatted(
                  table,
                  source.sequences(),
                  shards.count(Split.TRAIN),
                  shards.count(Split.VALIDATION),
                  shards.count(Split.TEST)));
    }
  }

  @Override
  public String unit() {
    return "sequences";
  }

  @Override
  public String describe(PlacedShards shards) {
    return "%s: %,d sequences of up to %,d steps: %,d train, %,d validation, %,d test%s"
        .formatted(
            table,
            source.sequences(),
            source.longest(),
            shards.count(Split.TRAIN),
            shards.count(Split.VALIDATION),
            shards.count(Split.TEST),
            classes.isEmpty() ? "" : "; %,d classes".formatted(classes.size()));
  }

  @Override
  public Json json(PlacedShards shards) {
    return new Json()
        .put("sequences", source.sequences())
        .put("left_out", source.rows() - source.sequences())
        .put("longest", source.longest())
        .put("shards", source.shards())
        .put("cached_bytes", shards.bytes())
        .put("train_sequences", shards.count(Split.TRAIN))
        .put("validation_sequences", shards.count(Split.VALIDATION))
        .put("test_sequences", shards.count(Split.TEST));
  }

  @Override
  public Json profile() {
    Json spans = new Json();
    for (int label = 0; label < classes.size(); label++) {
      Json counts = new Json();
      for (Split split : Split.values()) {
        counts.put(split.name().toLowerCase(Locale.ROOT), source.count(split, label));
      }
      spans.put(classes.get(label), counts);
    }
    return Examples.json(source.profile(statistics.columns(), table)).put("classes", spans);
  }

  /** Whole sequences are among the errors' detail. */
  @Override
  public List<Json> samples(float[] weights) {
    return List.of();
  }

  @Override
  public Report report(Errors errors) {
    return errors instanceof ClassificationErrors classification
        ? new ClassificationReport(classification, classes, statistics, counts)
        : new RegressionReport((RegressionErrors) errors, config.data().label(), source.scaling());
  }
}

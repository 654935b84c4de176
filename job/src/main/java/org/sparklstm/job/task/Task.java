package org.sparklstm.job.task;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.Origins;
import org.sparklstm.job.scoring.Scores;

/**
 * A task with its configuration: the one place where a table becomes examples, a network, an
 * objective, output columns, errors and a report. Code that depends on the task belongs here.
 */
public interface Task {
  /** The task of a configuration. */
  static Task of(JobConfig config) {
    return switch (config.task()) {
      case FORECAST -> new ForecastTask(config);
      case CLASSIFY -> new ClassifyTask(config);
      case REGRESS -> new RegressTask(config);
      case NEXT -> new NextTask(config);
      case TAG -> new TagTask(config);
    };
  }

  /** The configuration of the task. */
  JobConfig config();

  /**
   * The examples of a table, scaled by the statistics of its own train span.
   *
   * @throws UserException if the table cannot be trained on
   */
  Examples examples(Table table);

  /**
   * The examples of a table as a trained model sees them.
   *
   * @throws UserException if the table does not fit the model
   */
  Examples examples(Table table, TrainedModel model);

  /**
   * The network and objective of a saved model.
   *
   * @throws UserException if the model does not fit the task
   */
  ModelSpec spec(SavedModel saved);

  /** Keys in which a saved model may differ from the configuration and still be the same model. */
  default Set<String> mayDiffer(SavedModel saved) {
    return Set.of();
  }

  /**
   * Opens a saved model.
   *
   * @throws UserException if the model differs from the configuration; names the keys
   */
  default TrainedModel open(SavedModel saved) {
    saved.requireSame(config(), mayDiffer(saved));
    return saved.open(spec(saved));
  }

  /**
   * A model that was trained again on rows that an earlier training has measured errors by, with
   * what those errors say.
   *
   * @param earlier the model of that training
   */
  default TrainedModel again(TrainedModel model, TrainedModel earlier) {
    return model;
  }

  /** The predictions of a model for a table, as a table. */
  Scores score(TrainedModel model, Table table, JavaSparkContext spark);

  /**
   * Forecasts from several cutoffs beside the actual values, with what their errors are measured
   * by; see {@link org.sparklstm.job.scoring.Backtest#measured}.
   *
   * @param refit how the model is trained further at each cutoff, if it is; the cutoffs are then
   *     times of the whole table
   * @param log receives messages for the user
   * @throws UserException if the task does not forecast, or too few rows precede the first cutoff
   */
  default Dataset<Row> backtest(
      TrainedModel model,
      Table table,
      JavaSparkContext spark,
      Origins origins,
      Optional<Refit> refit,
      Consumer<Message> log) {
    throw UserException.of("{task} is %s: only forecasts are back-tested", config().task());
  }

  /** Name of the loss in reports. */
  String lossName();

  /** Facts about a model that readers of exported files need beside its weights. */
  Map<String, String> facts(TrainedModel model);

  /** Describes a model to an export format. */
  void describe(TrainedModel model, ModelFormat format);
}

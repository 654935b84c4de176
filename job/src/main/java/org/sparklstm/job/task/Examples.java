package org.sparklstm.job.task;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StreamSpec;
import org.sparklstm.job.Json;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.data.table.DataProfile;
import org.sparklstm.job.data.table.ShardSource;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.model.Seen;
import org.sparklstm.job.time.PanelTime;

/** The examples of a table, as a {@link Task} makes them. */
public interface Examples {
  /** The network, and the objective that it learns from the examples. */
  ModelSpec model();

  /** How training reads them in streams of tokens; nothing if each is an example by itself. */
  default Optional<StreamSpec> streams() {
    return Optional.empty();
  }

  /** The examples in shards. */
  ShardSource<?> source();

  /** Statistics that the examples are scaled by. */
  Statistics statistics();

  /** Rows of the table. */
  long rows();

  /** A fingerprint of the examples: equal for equal data, in any order of rows. */
  String content();

  /** Names of the classes; empty unless labels are classes. */
  List<String> classes();

  /** Weights of the classes in training; empty unless labels are classes. */
  List<Double> classWeights();

  /** How the times of a forecast go on; nothing for other tasks. */
  Optional<PanelTime> time();

  /** The time zone in which timestamps were read, if there are any. */
  Optional<ZoneId> zone();

  /**
   * Checks that each span that the configuration asks for has examples.
   *
   * @throws UserException if a span has no examples; names it
   */
  void refuseEmptySpans(PlacedShards shards);

  /** The rows that a model has seen which is trained on the examples. */
  Seen seen();

  /**
   * What of the test span a model has seen in training, if anything.
   *
   * @param seen by the model
   */
  Optional<Seen.Overlap> overlap(Seen seen);

  /** The word for several examples: windows or sequences. */
  String unit();

  /** The word for what training counts: examples, or tokens. */
  default String countedAs() {
    return unit();
  }

  /** A summary of the examples in one line. */
  String describe(PlacedShards shards);

  /** A summary of the examples for programs. */
  Json json(PlacedShards shards);

  /** The content of the table for the report; only of tables that are trained on. */
  Json profile();

  /**
   * Answers to some examples of the test span, for the report; only of tables that are trained on.
   */
  List<Json> samples(float[] weights);

  /**
   * What the errors of a model owe to each of its inputs, measured on the test span; nothing where
   * that is not asked for, or there are no inputs to tell apart.
   *
   * @param shards the examples, as they are placed
   */
  default Optional<Json> importance(PlacedShards shards, float[] weights) {
    return Optional.empty();
  }

  /**
   * The thresholds of the classes that a trained model is to have.
   *
   * @param validation computes the errors of the model on the validation span
   * @param log receives messages for the user
   * @return one per class; empty if the likeliest class is the answer
   */
  default List<Double> thresholds(Supplier<Errors> validation, Consumer<Message> log) {
    return List.of();
  }

  /**
   * The same examples as a trained model answers them, if what it answers follows from its errors
   * on the validation span.
   *
   * @param shards the examples, as they are placed
   * @throws UserException if there are too few
   */
  default Optional<Examples> calibrated(PlacedShards shards, float[] weights) {
    return Optional.empty();
  }

  /**
   * The report of errors.
   *
   * @param thresholds thresholds of the classes, or none
   */
  Report report(Errors errors, List<Double> thresholds);

  /** A profile as the report draws it. */
  static Json json(DataProfile profile) {
    Json facts = new Json();
    profile.facts().forEach(facts::put);
    List<Json> columns = new ArrayList<>();
    for (DataProfile.Column column : profile.columns()) {
      columns.add(
          new Json()
              .put("name", column.name())
              .put("smallest", column.smallest())
              .put("largest", column.largest())
              .put("mean", column.mean())
              .put("deviation", column.deviation())
              .put("missing", column.missing()));
    }
    return new Json().put("facts", facts).put("columns", columns);
  }
}

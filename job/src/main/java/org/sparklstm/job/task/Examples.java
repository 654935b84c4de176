package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.Json;
import org.sparklstm.job.data.table.DataProfile;
import org.sparklstm.job.data.table.ShardSource;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.run.JobContext;

/** The examples of a table: what a task makes of it. */
public interface Examples {

  /** The examples of a configuration's table, with statistics of its own train span. */
  static Examples of(JobContext context) {
    return switch (context.config().task()) {
      case FORECAST -> WindowExamples.of(context);
      case CLASSIFY, REGRESS -> SequenceExamples.of(context);
    };
  }

  /** The examples of a configuration's table, as a trained model sees them. */
  static Examples of(JobContext context, TrainedModel model) {
    return switch (context.config().task()) {
      case FORECAST -> WindowExamples.of(context, model);
      case CLASSIFY, REGRESS -> SequenceExamples.of(context, model);
    };
  }

  /** What is learnt from them. */
  ModelSpec model();

  /** Where they come from. */
  ShardSource<?> source();

  Statistics statistics();

  /** Rows of the table. */
  long rows();

  /** What the examples hold, as text: equal for equal data, in any order of rows. */
  String content();

  /** Names of classes, none unless there are some. */
  List<String> classes();

  /** Throws where a span that should have examples has none. */
  void refuseEmptySpans(PlacedShards shards);

  /** What they are called. */
  String unit();

  /** What they are, in a line. */
  String describe(PlacedShards shards);

  /** What there is of them, for machines. */
  Json json(PlacedShards shards);

  /** What the table holds, for people; of tables that are trained on. */
  Json profile();

  /** Answers to some examples of the test span, for pictures; of tables that are trained on. */
  List<Json> samples(float[] weights);

  /** A profile, for machines that draw it. */
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

  /** Errors for people. */
  Report report(Errors errors);
}

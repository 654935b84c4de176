package org.sparklstm.job.run;

import java.util.List;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.data.ShardSource;
import org.sparklstm.job.data.Statistics;
import org.sparklstm.job.distributed.PlacedShards;

/** The examples of a table: what a task makes of it. */
interface Examples {

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

  /** Errors for people. */
  Report report(Errors errors);
}

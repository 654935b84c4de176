package org.sparklstm.job.run;

import java.util.Arrays;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.UserException;
import org.sparklstm.job.distributed.Aggregation;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.SparkEngine;
import org.sparklstm.job.distributed.TimedEngine;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.Report;

/** How good a saved model is. */
final class Evaluation {
  private Evaluation() {}

  /** On the test span of the configuration's table. */
  static Report of(JobContext context, TrainedModel model) {
    Examples examples = Examples.of(context, model);
    try (PlacedShards shards =
            PlacedShards.place(examples.source(), context.config().data(), context.sparkContext());
        TimedEngine engine =
            new SparkEngine(model.spec(), shards, Aggregation.USUAL, context.sparkContext())) {
      if (Arrays.stream(engine.windows(Split.TEST)).sum() == 0) {
        throw new UserException(
            "%s has nothing to test on; data.split.test is %s"
                .formatted(context.tableName(), context.config().data().split().test()));
      }
      return examples.report(engine.evaluate(model.weights(), Split.TEST));
    }
  }
}

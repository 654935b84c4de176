package org.sparklstm.job.run;

import java.util.Arrays;
import java.util.Optional;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.UserException;
import org.sparklstm.job.distributed.Aggregation;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.SparkEngine;
import org.sparklstm.job.distributed.TimedEngine;
import org.sparklstm.job.model.Seen;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.Report;
import org.sparklstm.job.task.TrainingSession;

/** Computes the errors of a saved model. */
final class Evaluation {
  private Evaluation() {}

  /**
   * Errors on the test span of the table of the configuration.
   *
   * @param overlap what of the span the model has seen in training, if that is known and anything
   */
  record Result(Report report, Optional<Seen.Overlap> overlap) {}

  static Result of(LoadedModel loaded) {
    JobContext context = loaded.context();
    return context.waiting("evaluating on " + context.tableName(), () -> evaluate(loaded));
  }

  private static Result evaluate(LoadedModel loaded) {
    JobContext context = loaded.context();
    Examples examples = context.task().examples(context.table(), loaded.model());
    try (PlacedShards shards =
            TrainingSession.place(examples, context.config().data(), context.sparkContext());
        TimedEngine engine =
            new SparkEngine(examples.model(), shards, Aggregation.USUAL, context.sparkContext())) {
      if (Arrays.stream(engine.examples(Split.TEST)).sum() == 0) {
        throw new UserException(
            "%s has no examples in the test span; raise data.split.test, which is %s"
                .formatted(context.tableName(), context.config().data().split().test()));
      }
      Report report =
          examples.report(
              engine.evaluate(loaded.model().weights(), Split.TEST), loaded.model().thresholds());
      return new Result(report, loaded.model().seen().flatMap(examples::overlap));
    }
  }
}

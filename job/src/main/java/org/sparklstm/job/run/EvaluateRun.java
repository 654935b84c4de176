package org.sparklstm.job.run;

import java.util.Arrays;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.UserException;
import org.sparklstm.job.distributed.Aggregation;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.SparkEngine;
import org.sparklstm.job.distributed.TimedEngine;

/** {@code evaluate}: a saved model on the test span of a table, beside the naive forecast. */
public final class EvaluateRun {
  static final String FILE = "evaluation.json";

  private final JobContext context;

  public EvaluateRun(JobContext context) {
    this.context = context;
  }

  /**
   * Evaluates, and writes {@code evaluation.json} into the run's directory.
   *
   * @param modelPath directory of a saved model
   * @return the result as one line of JSON
   */
  public String run(String modelPath) {
    long started = System.nanoTime();
    TrainedModel model = TrainedModel.load(context.model(modelPath), context.config());
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
      Report test = examples.report(engine.evaluate(model.weights(), Split.TEST));
      test.show(context.console());
      Json result =
          new Json()
              .put("run_id", context.config().run().id())
              .put("status", "complete")
              .put("model", context.model(modelPath).path().toString())
              .put("weights_sha256", Fingerprint.sha256(model.weights()))
              .put("test", test.standardised())
              .put("test_original_units", test.originalUnits())
              .put("seconds", new Json().put("total", JobContext.secondsSince(started)));
      context.storage(context.config().run().directory()).writeText(FILE, result.pretty());
      return result.line();
    }
  }
}

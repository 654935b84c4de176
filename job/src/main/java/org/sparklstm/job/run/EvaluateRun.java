package org.sparklstm.job.run;

import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.Json;
import org.sparklstm.job.Stopwatch;
import org.sparklstm.job.task.Report;

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
   * @param modelPath directory of a saved model, or a pointer to one
   * @return the result as one line of JSON
   */
  public String run(String modelPath) {
    Stopwatch watch = new Stopwatch();
    LoadedModel loaded = LoadedModel.of(context, modelPath);
    Report test = Evaluation.of(loaded);
    test.lines().forEach(context.console()::say);
    Json result =
        new Json()
            .put("run_id", context.config().run().id())
            .put("status", "complete")
            .put("model", loaded.directory().path().toString())
            .put("weights_sha256", Fingerprint.sha256(loaded.model().weights()))
            .put("test", test.standardised())
            .put("test_original_units", test.originalUnits());
    // the same whenever it is evaluated
    context.storage(context.config().run().directory()).writeText(FILE, result.redactedPretty());
    return result.put("seconds", new Json().put("total", watch.seconds())).redactedLine();
  }
}

package org.sparklstm.job.run;

import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.Stopwatch;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.task.Report;

/** {@code evaluate}: errors of a saved model on the test span of a table, beside naive ones. */
public final class EvaluateRun {
  static final String FILE = "evaluation.json";

  private final JobContext context;

  public EvaluateRun(JobContext context) {
    this.context = context;
  }

  /**
   * Evaluates, and writes {@code evaluation.json} to the run's directory.
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
            .put(ResultKeys.RUN_ID, context.config().run().id())
            .put(ResultKeys.STATUS, "complete")
            .put(ResultKeys.MODEL, loaded.directory().path().toString())
            .put(ResultKeys.WEIGHTS_SHA256, Fingerprint.sha256(loaded.model().weights()))
            .put(ResultKeys.TEST, test.standardised())
            .put(ResultKeys.TEST_ORIGINAL_UNITS, test.originalUnits());
    // without times: evaluating again writes the same file
    Storage directory = context.storage(context.config().run().directory());
    test.tables().forEach(directory::writeText);
    directory.writeText(FILE, result.redactedPretty());
    return result
        .put(ResultKeys.SECONDS, new Json().put(ResultKeys.TOTAL, watch.seconds()))
        .redactedLine();
  }
}

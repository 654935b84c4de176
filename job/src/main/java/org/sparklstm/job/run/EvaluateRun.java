package org.sparklstm.job.run;

import org.apache.hadoop.fs.Path;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.Stopwatch;
import org.sparklstm.job.storage.Storage;
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
    Storage directory = context.storage(context.config().run().directory());
    RunDirectory.requireOurs(directory);
    LoadedModel loaded = LoadedModel.toJudge(context, modelPath);
    Evaluation.Result evaluated = Evaluation.of(loaded);
    Report test = evaluated.report();
    test.lines().forEach(context.console()::say);
    boolean isKnown = loaded.model().seen().isPresent();
    if (!isKnown) {
      context.console().warn("it is not known on which rows this model was trained");
    }
    evaluated
        .overlap()
        .ifPresent(
            overlap ->
                context
                    .console()
                    .warn(
                        overlap.sentence()
                            + (overlap.isCertain() ? ": these errors flatter the model" : "")));
    Json result =
        new Json()
            .put(ResultKeys.RUN_ID, context.config().run().id())
            .put(ResultKeys.STATUS, "complete")
            .put(ResultKeys.MODEL, loaded.directory().path().toString())
            .put(ResultKeys.WEIGHTS_SHA256, Fingerprint.sha256(loaded.model().weights()))
            .put(
                "test_span_seen_in_training",
                evaluated
                    .overlap()
                    .map(overlap -> overlap.isCertain() ? "yes" : "perhaps")
                    .orElse(isKnown ? "no" : "unknown"))
            .put(ResultKeys.TEST, test.standardised())
            .put(ResultKeys.TEST_ORIGINAL_UNITS, test.originalUnits());
    // without times: evaluating again writes the same file
    test.tables().forEach(directory::writeText);
    directory.writeText(FILE, result.redactedPretty());
    test.tables()
        .keySet()
        .forEach(name -> context.console().say("written: " + new Path(directory.path(), name)));
    return result
        .put(ResultKeys.SECONDS, new Json().put(ResultKeys.TOTAL, watch.seconds()))
        .redactedLine();
  }
}

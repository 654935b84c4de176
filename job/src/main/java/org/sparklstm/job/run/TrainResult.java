package org.sparklstm.job.run;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.report.RunReport;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.Report;
import org.sparklstm.job.task.TrainingSession;

/**
 * The result of a training, for programs and for the report.
 *
 * @param state state at the end of training
 * @param test errors on the test span, or null if there is none
 * @param importance what the errors owe to each input, if that was measured
 */
record TrainResult(
    String runId,
    Examples examples,
    TrainingSession session,
    TrainingState state,
    Report test,
    Optional<Json> importance) {

  /**
   * The summary, without times.
   *
   * @param model directory of the model
   */
  Json summary(Path model) {
    boolean validated = session.shards().count(Split.VALIDATION) > 0;
    Json summary =
        new Json()
            .put(ResultKeys.RUN_ID, runId)
            .put(ResultKeys.STATUS, "complete")
            .put(ResultKeys.EPOCHS, state.epoch())
            .put("best_epoch", state.bestEpoch() + 1)
            .put(ResultKeys.STEPS, state.step())
            .put("train_loss", state.bestTrainLoss())
            .put("validation_loss", validated ? state.bestLoss() : Double.NaN)
            .put(ResultKeys.TEST, test == null ? null : test.standardised())
            .put(ResultKeys.TEST_ORIGINAL_UNITS, test == null ? null : test.originalUnits())
            .put(ResultKeys.PARAMETERS, state.best().length)
            .put(ResultKeys.WEIGHTS_SHA256, Fingerprint.sha256(state.best()))
            .put(ResultKeys.MODEL, model.toString())
            .put(ResultKeys.WINDOWS_PER_SECOND, session.examplesTaken() / session.seconds())
            .put(ResultKeys.EXECUTION, session.execution())
            .put("kernels", Kernels.fastest().description())
            .put("decision", session.decision())
            .put(ResultKeys.PHASES, session.phases().json())
            .put(ResultKeys.PHASES_BY_EPOCH, session.phases().epochs())
            .put(ResultKeys.ADVICE, session.advice())
            .put("data", examples.json(session.shards()));
    importance.ifPresent(inputs -> summary.put(ResultKeys.IMPORTANCE, inputs));
    return summary;
  }

  /** Shows the result in the report. {@code report} Modified. */
  void showIn(RunReport report) {
    report.put(ResultKeys.PARAMETERS, state.best().length);
    report.put(ResultKeys.WEIGHTS_SHA256, Fingerprint.sha256(state.best()));
    report.put(ResultKeys.PHASES, session.phases().json());
    report.put(ResultKeys.PHASES_BY_EPOCH, session.phases().epochs());
    report.put(ResultKeys.ADVICE, session.advice());
    report.put(ResultKeys.EXECUTION, session.execution());
    if (test != null) {
      report.show(test, examples.samples(state.best()));
      importance.ifPresent(inputs -> report.put(ResultKeys.IMPORTANCE, inputs));
    }
  }
}

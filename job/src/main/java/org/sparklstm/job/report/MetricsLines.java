package org.sparklstm.job.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.stream.Stream;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingListener.EpochReport;
import org.sparklstm.core.train.TrainingListener.StepReport;

/**
 * What the lines of metrics.jsonl tell.
 *
 * @param text whole lines
 */
public record MetricsLines(String text) {

  /** Tells a listener of all steps and epochs, without their states. */
  void tell(TrainingListener listener) {
    tellAfter(0, listener);
  }

  /**
   * Tells a listener of what came later.
   *
   * @param epochs whose lines are left out
   */
  public void tellAfter(int epochs, TrainingListener listener) {
    parsed()
        .filter(values -> values.get("epoch").getAsInt() > epochs)
        .forEach(values -> tell(values, listener));
  }

  /** Epochs that are over. */
  public int epochs() {
    return (int) parsed().filter(values -> !values.has("step")).count();
  }

  private Stream<JsonObject> parsed() {
    return text.lines().map(line -> JsonParser.parseString(line).getAsJsonObject());
  }

  private static void tell(JsonObject values, TrainingListener listener) {
    int epoch = values.get("epoch").getAsInt() - 1;
    if (values.has("step")) {
      listener.onStep(
          null,
          new StepReport(
              epoch,
              values.get("step").getAsLong() - 1,
              number(values, "loss"),
              number(values, "gradient_norm"),
              number(values, "learning_rate"),
              values.get("windows").getAsLong()));
    } else {
      listener.onEpoch(
          null,
          new EpochReport(
              epoch,
              number(values, "train_loss"),
              number(values, "validation_loss"),
              values.get("best").getAsBoolean()));
    }
  }

  private static double number(JsonObject values, String name) {
    return values.get(name).isJsonNull() ? Double.NaN : values.get(name).getAsDouble();
  }
}

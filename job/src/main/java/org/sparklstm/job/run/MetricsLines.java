package org.sparklstm.job.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingListener.EpochReport;
import org.sparklstm.core.train.TrainingListener.StepReport;

/**
 * What the lines of metrics.jsonl tell.
 *
 * @param text whole lines
 */
record MetricsLines(String text) {

  /** Tells a listener of all steps and epochs, without their states. */
  void tell(TrainingListener listener) {
    text.lines().forEach(line -> tell(line, listener));
  }

  /** Tells a listener of the steps of an epoch that is not over. */
  void tellOpenEpoch(TrainingListener listener) {
    int end = text.lastIndexOf("\"train_loss\"");
    String open = end < 0 ? text : text.substring(text.indexOf('\n', end) + 1);
    new MetricsLines(open).tell(listener);
  }

  private static void tell(String line, TrainingListener listener) {
    JsonObject values = JsonParser.parseString(line).getAsJsonObject();
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

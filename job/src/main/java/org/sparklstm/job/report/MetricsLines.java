package org.sparklstm.job.report;

import com.google.gson.JsonObject;
import java.util.stream.Stream;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingListener.EpochReport;
import org.sparklstm.core.train.TrainingListener.StepReport;
import org.sparklstm.job.StoredJson;
import org.sparklstm.job.storage.StorageException;

/**
 * Parses lines of metrics.jsonl.
 *
 * @param text complete lines
 */
public record MetricsLines(String text) {

  /** Passes all steps and epochs to a listener, with null as the state. */
  void replay(TrainingListener listener) {
    tellAfter(0, listener);
  }

  /**
   * Passes the steps and epochs after some epochs to a listener, with null as the state.
   *
   * @param epochs number of epochs to skip
   */
  public void tellAfter(int epochs, TrainingListener listener) {
    parsed()
        .filter(values -> values.get("epoch").getAsInt() > epochs)
        .forEach(values -> replay(values, listener));
  }

  /** Number of finished epochs. */
  public int epochs() {
    return (int) parsed().filter(values -> !values.has("step")).count();
  }

  private Stream<JsonObject> parsed() {
    return text.lines().map(StoredJson::object);
  }

  /**
   * Checks that all lines are such as a run writes.
   *
   * @throws StorageException if one is not
   */
  public void check() {
    long line = 0;
    try {
      for (JsonObject values : (Iterable<JsonObject>) parsed()::iterator) {
        replay(values, new TrainingListener() {});
        line++;
      }
    } catch (RuntimeException e) {
      // the parser and its values throw various exceptions
      throw new StorageException(
          "line %,d of metrics.jsonl is not one that a run writes".formatted(line + 1), e);
    }
  }

  private static void replay(JsonObject values, TrainingListener listener) {
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

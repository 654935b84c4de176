package org.sparklstm.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.train.TrainingListener.EpochReport;
import org.sparklstm.core.train.TrainingListener.StepReport;
import org.sparklstm.job.Json;

/** Curves of short and long trainings. */
class HistoryTest {
  private static final int STEPS = 3001;

  private static StepReport step(int step) {
    double norm = step == 1234 ? 99 : 1;
    return new StepReport(step / 1000, step, step, norm, 0.1, 64);
  }

  private static JsonObject json(Json json) {
    return JsonParser.parseString(json.redactedLine()).getAsJsonObject();
  }

  private static History of(int from, String before) {
    History history = new History(before);
    for (int step = from; step < STEPS; step++) {
      history.onStep(null, step(step));
    }
    return history;
  }

  @Test
  void mergedStepsKeepTheirPeaks() {
    JsonObject steps = json(of(0, "").steps());
    assertThat(steps.get("together").getAsInt()).isEqualTo(8);
    JsonArray loss = steps.getAsJsonArray("loss");
    assertThat(loss).hasSize(376);
    // the mean of steps 0 to 7
    assertThat(loss.get(0).getAsDouble()).isEqualTo(3.5);
    assertThat(steps.getAsJsonArray("step").get(1).getAsInt()).isEqualTo(9);
    double largest = 0;
    for (JsonElement norm : steps.getAsJsonArray("gradient_norm")) {
      largest = Math.max(largest, norm.getAsDouble());
    }
    assertThat(largest).isEqualTo(99);
  }

  @Test
  void aResumedTrainingHasTheSameCurves() {
    MetricsLog log = new MetricsLog("");
    for (int step = 0; step < 2000; step++) {
      log.onStep(null, step(step));
      if (step % 1000 == 999) {
        log.onEpoch(null, new EpochReport(step / 1000, 2.5, Double.NaN, step > 1000));
      }
    }
    History resumed = of(2000, log.upTo(log.length()));
    assertThat(json(resumed.steps())).isEqualTo(json(of(0, "").steps()));
    JsonObject epochs = json(resumed.epochs());
    assertThat(epochs.get("best").getAsInt()).isEqualTo(2);
    assertThat(epochs.getAsJsonArray("train").get(1).getAsDouble())
        .isCloseTo(2.5, Offset.offset(0.0));
    assertThat(epochs.getAsJsonArray("validation").get(0).isJsonNull()).isTrue();
  }

  @Test
  void onlyLaterEpochsAreReplayed() {
    MetricsLog log = new MetricsLog("");
    log.onStep(null, step(0));
    log.onEpoch(null, new EpochReport(0, 1, 1, true));
    log.onStep(null, new StepReport(1, 1, 1, 1, 0.1, 64));
    log.onStep(null, new StepReport(1, 2, 1, 1, 0.1, 64));
    MetricsLines lines = new MetricsLines(log.upTo(log.length()));
    assertThat(lines.epochs()).isEqualTo(1);
    History open = new History("");
    lines.tellAfter(1, open);
    assertThat(json(open.steps()).getAsJsonArray("step").toString()).isEqualTo("[2,3]");
    assertThat(json(open.epochs()).getAsJsonArray("train")).isEmpty();
  }
}

package org.sparklstm.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.train.TrainingListener.EpochReport;
import org.sparklstm.core.train.TrainingListener.StepReport;
import org.sparklstm.core.train.ValueHistogram;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.Python;
import org.sparklstm.job.config.TensorboardConfig;

/** TensorBoard reads the event files. */
class TensorBoardTest {
  private static final Path SCRIPT = Path.of("src/test/python/read_events.py");

  @TempDir Path directory;
  private Jobs jobs;
  private Path table;

  @BeforeEach
  void prepare() {
    jobs = new Jobs(directory);
    table = jobs.table("table.csv", Jobs.twoSeries());
  }

  private Path run(String file) {
    return directory.resolve("runs/run").resolve(file);
  }

  private List<String> files() throws IOException {
    if (!Files.exists(run("tensorboard"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(run("tensorboard"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private JsonObject read() throws IOException, InterruptedException {
    Python.require("tensorboard");
    return JsonParser.parseString(Python.run(SCRIPT, run("tensorboard").toString()))
        .getAsJsonObject();
  }

  @Test
  void tensorBoardReadsTheEvents() throws Exception {
    jobs.train(table, Jobs.TWO_SERIES, "train.epochs=4", "tensorboard.histograms-every-epochs=2");
    // a single file if training took less than ten seconds
    assertThat(files()).endsWith("events.out.tfevents.0000000004.spark-lstm");
    JsonObject found = read();
    JsonArray losses = new JsonArray();
    JsonArray validation = new JsonArray();
    long steps = 0;
    for (String line : Files.readAllLines(run("metrics.jsonl"))) {
      JsonObject values = JsonParser.parseString(line).getAsJsonObject();
      if (values.has("step")) {
        steps = values.get("step").getAsLong();
        losses.add(pair(steps, values.get("loss").getAsDouble()));
      } else {
        validation.add(
            pair(values.get("epoch").getAsLong(), values.get("validation_loss").getAsDouble()));
      }
    }
    assertThat(found.get("step/loss")).isEqualTo(losses);
    assertThat(found.get("epoch/validation_loss")).isEqualTo(validation);
    assertThat(found.keySet())
        .contains("step/gradient_norm", "step/learning_rate", "epoch/train_loss");
    Safetensors weights = weights();
    for (String name : weights.tensors().keySet()) {
      for (String kind : List.of("weights/", "gradients/")) {
        JsonArray histograms = found.getAsJsonArray(kind + name);
        assertThat(histograms).as(kind + name).hasSize(2);
        assertThat(first(histograms, 0)).isEqualTo(steps / 2);
        assertThat(first(histograms, 1)).isEqualTo(steps);
        JsonArray last = histograms.get(1).getAsJsonArray();
        long size = weights.tensors().get(name).values().length;
        assertThat(last.get(1).getAsLong()).isEqualTo(size);
        assertThat(last.get(2).getAsLong()).isEqualTo(size);
        assertThat(last.get(3).getAsDouble()).isLessThan(last.get(4).getAsDouble());
      }
    }
  }

  private Safetensors weights() throws IOException {
    Path file = Jobs.newest(run("model")).resolve("weights.safetensors");
    try (var in = Files.newInputStream(file)) {
      return Safetensors.read(in, Files.size(file));
    }
  }

  private static JsonArray pair(long step, double value) {
    JsonArray pair = new JsonArray();
    pair.add(JsonParser.parseString(Long.toString(step)));
    pair.add(JsonParser.parseString(Double.toString((double) (float) value)));
    return pair;
  }

  private static long first(JsonArray rows, int row) {
    return rows.get(row).getAsJsonArray().get(0).getAsLong();
  }

  @Test
  void anInterruptedEpochIsCompleteAfterResume() throws Exception {
    jobs.trainOneStep(table, Jobs.TWO_SERIES);
    assertThat(files()).containsExactly("events.out.tfevents.0000000001.spark-lstm");
    jobs.train(table, Jobs.TWO_SERIES, "run.resume=required");
    assertThat(files())
        .endsWith("events.out.tfevents.0000000002.spark-lstm")
        .hasSizeLessThanOrEqualTo(2);
    assertThat(checkedSteps()).isGreaterThan(5);
  }

  /** Checks that every step appears once and in order; returns their number. */
  private long checkedSteps() throws Exception {
    long steps = 0;
    for (JsonElement step : read().getAsJsonArray("step/loss")) {
      assertThat(step.getAsJsonArray().get(0).getAsLong()).isEqualTo(++steps);
    }
    return steps;
  }

  @Test
  void eventsLostWithADriverAreWrittenAgain() throws Exception {
    JsonObject two = jobs.train(table, Jobs.TWO_SERIES);
    // as if the driver had been killed before they were written
    for (String file : files()) {
      Files.delete(run("tensorboard").resolve(file));
    }
    JsonObject four = jobs.train(table, Jobs.TWO_SERIES, "run.resume=required", "train.epochs=4");
    assertThat(four.get("resumed_after_step")).isEqualTo(two.get("steps"));
    assertThat(checkedSteps()).isEqualTo(four.get("steps").getAsLong());
    assertThat(read().getAsJsonArray("epoch/train_loss")).hasSize(4);
  }

  @Test
  void shortEpochsShareAFile() {
    long[] seconds = {0};
    List<TensorBoardLog.File> written = new ArrayList<>();
    TensorBoardLog log =
        new TensorBoardLog(
            new TensorboardConfig(1, 0), null, 1, written::add, () -> seconds[0] * 1_000_000_000L);
    for (int epoch = 0; epoch < 7; epoch++) {
      seconds[0] += 4;
      log.onStep(null, new StepReport(epoch, epoch, 1, 1, 0.1, 64));
      log.onEpoch(null, new EpochReport(epoch, 1, 1, true));
    }
    log.onStep(null, new StepReport(7, 7, 1, 1, 0.1, 64));
    assertThat(written)
        .extracting(file -> TensorBoardLog.lastEpoch(last(file)))
        .containsExactly(3, 6);
    log.finish();
    assertThat(written)
        .extracting(file -> TensorBoardLog.lastEpoch(last(file)))
        .containsExactly(3, 6, 7, 8);
    // the first file has three epochs of the same size, the third file one
    int header = 40;
    assertThat(written.get(0).content().length - header)
        .isEqualTo(3 * (written.get(2).content().length - header));
    log.finish();
    assertThat(written).hasSize(4);
  }

  private static String last(TensorBoardLog.File file) {
    return Path.of(file.name()).getFileName().toString();
  }

  @Test
  void everyStepsZeroWritesNoFiles() throws Exception {
    jobs.train(table, Jobs.TWO_SERIES, "train.epochs=1");
    assertThat(files()).hasSize(1);
    jobs.train(table, Jobs.TWO_SERIES, "train.epochs=1", "tensorboard.every-steps=0");
    assertThat(files()).isEmpty();
  }

  @Test
  void histogramsCountAllValues() {
    ValueHistogram histogram = ValueHistogram.of(new float[] {9, -1, 0, 1, 3, 9}, 1, 4);
    assertThat(histogram.smallest()).isEqualTo(-1);
    assertThat(histogram.largest()).isEqualTo(3);
    assertThat(histogram.sum()).isEqualTo(3);
    assertThat(histogram.sumOfSquares()).isEqualTo(11);
    assertThat(histogram.counts()).hasSize(40);
    assertThat(histogram.counts()[0]).isEqualTo(1);
    assertThat(histogram.counts()[10]).isEqualTo(1);
    assertThat(histogram.counts()[20]).isEqualTo(1);
    assertThat(histogram.counts()[39]).isEqualTo(1);
    assertThat(histogram.end(9)).isCloseTo(0, Offset.offset(1e-12));
    assertThat(ValueHistogram.of(new float[] {2, 2}, 0, 2).counts()).containsExactly(2);
  }
}

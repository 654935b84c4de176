package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;

/** Which inputs a forecaster relies on. */
class ImportanceTest {
  private static final List<String> PANEL =
      List.of(
          "data.series-id=[store]",
          "data.targets=[units]",
          "data.features=[visits]",
          "data.future=[promo, noise]",
          "data.static=[size]",
          "data.categorical=[store]",
          "data.calendar=[day-of-week]",
          "window.lookback=4",
          "window.horizon=2",
          "window.baseline=none",
          "model.hidden=8",
          "train.batch=16",
          "train.learning-rate=0.02",
          "train.epochs=12");

  @TempDir Path directory;
  private Jobs jobs;
  private Path table;

  /**
   * Units depend on the promotion of the day, and on the size of the store, and on nothing else.
   */
  @BeforeEach
  void prepare() {
    jobs = new Jobs(directory);
    Random random = new Random(3);
    StringBuilder csv = new StringBuilder("store,time,units,visits,promo,noise,size\n");
    for (int store = 0; store < 4; store++) {
      for (int day = 0; day < 120; day++) {
        int promo = random.nextInt(2);
        csv.append(
            "s%d,2024-%02d-%02d,%.3f,%.3f,%d,%.3f,%d%n"
                .formatted(
                    store,
                    1 + day / 28,
                    1 + day % 28,
                    10 * promo + 2 * store + 0.1 * random.nextGaussian(),
                    random.nextGaussian(),
                    promo,
                    random.nextGaussian(),
                    store));
      }
    }
    table = jobs.table("panel.csv", csv.toString());
  }

  private static Map<String, Double> increases(JsonObject summary) {
    Map<String, Double> increases = new LinkedHashMap<>();
    for (JsonElement one : summary.getAsJsonObject("importance").getAsJsonArray("inputs")) {
      JsonObject input = one.getAsJsonObject();
      increases.put(
          input.get("key").getAsString() + " " + input.get("name").getAsString(),
          input.get("error_increase").getAsDouble());
    }
    return increases;
  }

  @Test
  void theErrorGrowsWhereWhatTheModelReliesOnIsThatOfOthers() {
    JsonObject summary = jobs.train(table, PANEL, "data.gaps=fill");
    Map<String, Double> increases = increases(summary);
    assertThat(increases)
        .containsOnlyKeys(
            "data.targets units",
            "data.features visits",
            "data.future promo",
            "data.future noise",
            "data.static size",
            "data.calendar the calendar",
            "data.categorical store");
    assertThat(increases.keySet()).first().isEqualTo("data.future promo");
    assertThat(List.copyOf(increases.values())).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(increases.get("data.future promo")).isGreaterThan(1);
    assertThat(increases.get("data.future noise")).isBetween(-0.3, 0.3);
    assertThat(increases.get("data.features visits")).isBetween(-0.3, 0.3);
    // the windows are a sample only if there are more
    JsonObject importance = summary.getAsJsonObject("importance");
    long windows = summary.getAsJsonObject("test").get("windows").getAsLong();
    assertThat(importance.get("windows").getAsLong()).isEqualTo(windows).isGreaterThan(20);
    assertThat(importance.get("mae").getAsDouble())
        .as("of all windows, the error of the test span")
        .isCloseTo(
            summary.getAsJsonObject("test").get("mae").getAsDouble(),
            Percentage.withPercentage(0.01));
  }

  /** However the table lies on the cluster. */
  @Test
  void theSampleIsTheSameForAnyPlacement() {
    List<JsonElement> found =
        List.of("data.placement=replicated", "data.placement=partitioned").stream()
            .map(
                placement ->
                    jobs.train(
                            table,
                            PANEL,
                            placement,
                            "data.partitions=3",
                            "train.epochs=1",
                            "report.importance=17")
                        .get("importance"))
            .toList();
    assertThat(found.get(0)).isEqualTo(found.get(1));
    assertThat(found.get(0).getAsJsonObject().get("windows").getAsInt()).isEqualTo(17);
  }

  @Test
  void nothingIsMeasuredThatIsNotAskedForOrCannotBeTold() {
    JsonObject without = jobs.train(table, PANEL, "train.epochs=1", "report.importance=0");
    assertThat(without.keySet()).doesNotContain("importance");
    JsonObject with = jobs.train(table, PANEL, "train.epochs=1");
    assertThat(with.get("weights_sha256")).isEqualTo(without.get("weights_sha256"));
    assertThat(with.get("test")).isEqualTo(without.get("test"));
    assertThat(
            jobs.train(
                    table,
                    List.of("data.series-id=[store]", "data.targets=[units]"),
                    "window.lookback=4",
                    "window.horizon=2",
                    "train.epochs=1",
                    "data.gaps=fill")
                .keySet())
        .doesNotContain("importance");
  }
}

package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.UserException;

/** What was not observed is never truth, and columns that cannot be scaled are refused by name. */
class ObservedTest {
  private static final List<String> NOISE =
      List.of(
          "data.targets=[y]",
          "data.missing=forward-fill",
          "window.lookback=3",
          "window.horizon=2",
          "model.hidden=2",
          "train.epochs=1");

  private static final int ROWS = 401;
  private static final int TRAIN = 280;
  private static final int TEST = 320;

  @TempDir Path directory;
  private Jobs jobs;

  @BeforeEach
  void prepare() {
    jobs = new Jobs(directory);
  }

  private static double[] noise() {
    Random random = new Random(5);
    double[] values = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      values[row] = 100 + 7 * random.nextGaussian();
    }
    return values;
  }

  /** Whether the value of a row is left out: every second is. */
  private static boolean isMissing(int row) {
    return row % 2 == 1;
  }

  private String csv(double[] values, boolean asRows) {
    StringBuilder csv = new StringBuilder("time,y\n");
    for (int row = 0; row < ROWS; row++) {
      if (!isMissing(row)) {
        csv.append("%d,%s%n".formatted(row, values[row]));
      } else if (asRows) {
        csv.append("%d,%n".formatted(row));
      }
    }
    return csv.toString();
  }

  /** The error of the naive forecast over observed values, standardised by observed values. */
  private static double naiveSquaredError(double[] values) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int row = 0; row < TRAIN; row++) {
      if (!isMissing(row)) {
        sum += values[row];
        squares += values[row] * values[row];
        count++;
      }
    }
    double variance = squares / count - sum / count * sum / count;
    double error = 0;
    int observed = 0;
    for (int anchor = TEST; anchor <= ROWS - 2; anchor++) {
      double last = values[isMissing(anchor - 1) ? anchor - 2 : anchor - 1];
      for (int row = anchor; row < anchor + 2; row++) {
        if (!isMissing(row)) {
          error += (values[row] - last) * (values[row] - last);
          observed++;
        }
      }
    }
    return error / observed / variance;
  }

  @Test
  void filledValuesCountAsTrueNowhere() {
    double[] values = noise();
    JsonObject summary = jobs.train(jobs.table("noise.csv", csv(values, true)), NOISE);
    JsonObject test = summary.getAsJsonObject("test");
    assertThat(test.get("baseline_mse").getAsDouble())
        .isCloseTo(naiveSquaredError(values), Offset.offset(1e-5));
    assertThat(summary.getAsJsonObject("data").getAsJsonObject("filled").get("y").getAsInt())
        .isEqualTo(ROWS / 2);
    assertThat(jobs.shown())
        .contains(
            "filled with the last value before (data.missing = forward-fill): 200 of column 'y'; the network sees them, but they count as true nowhere");
  }

  /** Rows that are inserted are as rows without values. */
  @Test
  void insertedRowsAreAsRowsWithoutValues() {
    double[] values = noise();
    JsonObject given = jobs.train(jobs.table("given.csv", csv(values, true)), NOISE);
    JsonObject inserted =
        jobs.train(
            jobs.table("gaps.csv", csv(values, false)),
            NOISE,
            "data.gaps=fill",
            "data.frequency=1");
    assertThat(inserted.getAsJsonObject("test").get("baseline_mse"))
        .isEqualTo(given.getAsJsonObject("test").get("baseline_mse"));
    assertThat(jobs.shown())
        .contains("the rows are 1 apart (data.frequency), but 1 of 1 series deviate")
        .contains("Missing rows are inserted (data.gaps = fill)");
  }

  @Test
  void withoutMissingValuesNothingChanges() {
    List<String> strict = new ArrayList<>(Jobs.TWO_SERIES);
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    JsonObject refused = jobs.train(table, strict);
    JsonObject filled = jobs.train(table, strict, "data.missing=forward-fill", "data.gaps=fill");
    assertThat(filled.get("weights_sha256")).isEqualTo(refused.get("weights_sha256"));
    assertThat(filled.get("test")).isEqualTo(refused.get("test"));
  }

  private String scaled(double factor) {
    return Jobs.twoSeries()
        .lines()
        .map(
            line -> {
              String[] cells = line.split(",", -1);
              return cells[2].equals("sales")
                  ? line
                  : "%s,%s,%s,%s"
                      .formatted(
                          cells[0], cells[1], Double.parseDouble(cells[2]) * factor, cells[3]);
            })
        .reduce("", (text, line) -> text + line + "\n");
  }

  /** A column that varies is scaled or refused by name, however small or large its numbers. */
  @Test
  void smallAndLargeNumbersAreScaledOrRefused() {
    for (double factor : new double[] {1e-150, 1e-30, 1e30, 1e150}) {
      JsonObject summary = jobs.train(jobs.table("t.csv", scaled(factor)), Jobs.TWO_SERIES);
      assertThat(summary.getAsJsonObject("test").get("mse").getAsDouble()).isBetween(0.01, 3.0);
    }
    assertThatThrownBy(() -> jobs.train(jobs.table("t.csv", scaled(1e-200)), Jobs.TWO_SERIES))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("column 'sales'")
        .hasMessageContaining("too close to each other to be scaled; multiply the column");
    assertThatThrownBy(() -> jobs.train(jobs.table("t.csv", scaled(1e200)), Jobs.TWO_SERIES))
        .hasMessageContaining("column 'sales'")
        .hasMessageContaining("too large to be scaled; multiply the column");
    assertThatThrownBy(
            () ->
                jobs.train(
                    jobs.table("t.csv", scaled(1e40)), Jobs.TWO_SERIES, "data.standardize=false"))
        .hasMessageContaining("too large to be told apart by 32-bit numbers");
    assertThatThrownBy(
            () ->
                jobs.train(
                    jobs.table("t.csv", scaled(1e-60)), Jobs.TWO_SERIES, "data.standardize=false"))
        .hasMessageContaining("too close to each other to be told apart by 32-bit numbers");
  }
}

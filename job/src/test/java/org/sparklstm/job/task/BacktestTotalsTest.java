package org.sparklstm.job.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacktestTotalsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("step", DataTypes.IntegerType)
          .add("y_naive", DataTypes.DoubleType)
          .add("y_total", DataTypes.DoubleType)
          .add("y_total_forecast", DataTypes.DoubleType)
          .add("y_total_q90", DataTypes.DoubleType);

  private BacktestTotals totals;

  @BeforeEach
  void begin() {
    totals = new BacktestTotals(List.of(0.9), 3);
  }

  private void add(int step, double naive, Double total) {
    Object[] values = {step, naive, total, 12.0, 20.0};
    Row row = new GenericRowWithSchema(values, SCHEMA);
    totals.add(row, "y");
  }

  private void forecast(int from, Double total) {
    for (int step = from; step <= 3; step++) {
      add(step, 5, total);
    }
  }

  private JsonObject json() {
    return JsonParser.parseString(totals.json().redactedLine()).getAsJsonObject();
  }

  @Test
  void sumsAreComparedWithThoseOfTheNaiveForecast() {
    forecast(1, 10.0);
    forecast(1, 16.0);
    assertThat(json().get("windows").getAsInt()).isEqualTo(2);
    assertThat(json().get("wape").getAsDouble()).isEqualTo((2 + 4) / 26.0);
    assertThat(json().get("naive_wape").getAsDouble()).isEqualTo((5 + 1) / 26.0);
    assertThat(json().get("bias").getAsDouble()).isEqualTo((2 - 4) / 2.0);
    assertThat(totals.line())
        .startsWith("sums over the horizon: WAPE 0.2308 (0.2308), bias -1.000;");
  }

  /** Its sum has values of before the cutoff. */
  @Test
  void aForecastThatIsCutHasNoSum() {
    forecast(2, 10.0);
    forecast(3, 10.0);
    assertThat(json().get("windows").getAsInt()).isZero();
    forecast(1, 10.0);
    forecast(3, 10.0);
    assertThat(json().get("windows").getAsInt()).isEqualTo(1);
    assertThat(json().get("naive_bias").getAsDouble()).isEqualTo(5);
  }

  @Test
  void aSumThatWasNotObservedAsAWholeIsNone() {
    forecast(1, null);
    assertThat(totals.line()).isEqualTo("sums over the horizon: none was observed as a whole");
  }
}

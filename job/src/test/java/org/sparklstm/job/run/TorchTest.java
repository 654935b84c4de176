package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.Python;

/** PyTorch loads exported weights and gives the same forecasts. */
class TorchTest {
  private static final Path SCRIPT = Path.of("src/test/python/load_model.py");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"lstm, 1, one", "gru, 2, both", "rnn, 2, one"})
  void loadsExportedWeightsAndForecastsTheSame(String cell, int layers, String directions)
      throws Exception {
    Python.require("torch, safetensors");
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    String[] settings = {
      "model.cell=" + cell,
      "model.layers=" + layers,
      "model.bidirectional=" + directions.equals("both"),
      "train.epochs=2"
    };
    String model = jobs.train(table, Jobs.TWO_SERIES, settings).get("model").getAsString();
    JobContext context = jobs.context(table, Jobs.TWO_SERIES, settings);
    Path weights = jobs.export(model);
    JsonObject torch =
        JsonParser.parseString(
                Python.run(
                    SCRIPT,
                    weights.toString(),
                    cell,
                    Integer.toString(layers),
                    directions,
                    table.toString()))
            .getAsJsonObject();
    List<Row> rows =
        jobs.score(context, model, table).select("store", "step", "sales").collectAsList();
    assertThat(rows).hasSize(12);
    for (Row row : rows) {
      double expected =
          torch
              .getAsJsonArray(row.getString(0))
              .get(row.getInt(1) - 1)
              .getAsJsonArray()
              .get(0)
              .getAsDouble();
      // the column's deviation is about 6
      assertThat(row.getDouble(2)).isCloseTo(expected, Offset.offset(1e-5));
    }
  }
}

package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.Python;

/** The safetensors file of a panel's model has all weights, and says what the network reads. */
class PanelWeightsTest {
  private static final Path SCRIPT = Path.of("src/test/python/load_panel.py");

  @TempDir Path directory;

  @Test
  void holdsAllWeightsAndTheirMeaning() throws IOException {
    Jobs jobs = new Jobs(directory);
    String[] settings = {
      "data.categorical=[kind, store]", "train.epochs=1", "data.scale=series", "forecast.minimum=0"
    };
    Path table = jobs.table("panel.csv", Jobs.panel());
    JsonObject summary = jobs.train(table, Jobs.PANEL, settings);
    Path file = jobs.export(summary.get("model").getAsString());

    Safetensors exported = read(file);
    Safetensors own = read(Path.of(summary.get("weights_file").getAsString().replace("file:", "")));
    assertThat(exported.tensors().keySet()).isEqualTo(own.tensors().keySet());
    own.tensors()
        .forEach(
            (name, tensor) ->
                assertThat(exported.tensors().get(name).values())
                    .as(name)
                    .containsExactly(tensor.values()));

    Map<String, String> facts = exported.metadata();
    JsonObject vocabularies = JsonParser.parseString(facts.get("vocabularies")).getAsJsonObject();
    JsonArray classes = JsonParser.parseString(facts.get("classes")).getAsJsonArray();
    assertThat(classes).hasSize(2);
    long width = JsonParser.parseString(facts.get("channels")).getAsJsonArray().size();
    for (int i = 0; i < classes.size(); i++) {
      List<Long> shape = exported.tensors().get("embeddings.%d.weight".formatted(i)).shape();
      // and the vector of classes that training has not seen
      long count = vocabularies.getAsJsonArray(classes.get(i).getAsString()).size() + 1L;
      assertThat(shape.get(0)).isEqualTo(count);
      width += shape.get(1);
    }
    assertThat(exported.tensors().get("lstm.weight_ih_l0").shape()).isEqualTo(List.of(20L, width));
    assertThat(facts)
        .containsEntry("decoder", "through")
        .containsEntry("transform", "log1p")
        .containsEntry("minimum", "0.0");
    JsonObject scales = JsonParser.parseString(facts.get("series")).getAsJsonObject();
    assertThat(scales.getAsJsonObject("series").keySet()).containsExactly("0", "1");
  }

  /** PyTorch's own modules, put together by what the file says, forecast what score forecasts. */
  @Test
  void pyTorchForecastsTheSame() throws Exception {
    Python.require("torch, safetensors");
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("panel.csv", Jobs.panel());
    String model = jobs.train(table, Jobs.PANEL).get("model").getAsString();
    JobContext context = jobs.context(table, Jobs.PANEL);
    Path weights = jobs.export(model);
    JsonObject torch =
        JsonParser.parseString(Python.run(SCRIPT, weights.toString(), table.toString()))
            .getAsJsonObject();
    List<Row> rows =
        jobs.score(context, model, table).select("store", "step", "units").collectAsList();
    assertThat(rows).hasSize(12);
    for (Row row : rows) {
      String store = row.get(0).toString();
      double expected = torch.getAsJsonArray(store).get(row.getInt(1) - 1).getAsDouble();
      assertThat(row.getDouble(2)).isCloseTo(expected, Offset.offset(1e-5 * Math.abs(expected)));
    }
  }

  private static Safetensors read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Safetensors.read(in, Files.size(file));
    }
  }
}

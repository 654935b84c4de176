package org.sparklstm.job.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.config.Transform;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.run.ExportRun;
import org.sparklstm.job.run.JobContext;
import org.sparklstm.job.run.ScoreRun;

/** ONNX Runtime gives the forecasts of {@code score}, of panels with all kinds of input. */
class OnnxPanelTest {
  private static final double TOLERANCE = 1e-5;
  private static final int LOOKBACK = 6;

  /** Longer than a season. */
  private static final int HORIZON = 9;

  private static final int PERIOD = 7;
  private static final List<String> PANEL =
      List.of(
          "data.series-id=[store]",
          "data.targets=[units, returns]",
          "data.features=[visits, sky]",
          "data.future=[price, event]",
          "data.static=[size, kind]",
          "data.categorical=[kind, sky, event, store]",
          "data.calendar=[day-of-week]",
          "data.frequency=P1D",
          "window.lookback=" + LOOKBACK,
          "window.horizon=" + HORIZON,
          "window.period=" + PERIOD,
          "model.hidden=5",
          "train.batch=32",
          "train.epochs=1",
          "train.learning-rate=0.02");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "fill, through, log1p, window, none, model.cell=lstm model.layers=2 forecast.minimum=30",
    "fill, through, asinh, none, last, model.cell=gru model.layers=2",
    "fill, through, none, window, seasonal, model.cell=rnn",
    "fill, direct, none, window, last, model.cell=lstm model.bidirectional=true",
    "fill, direct, asinh, window, seasonal, model.cell=gru model.pooling=mean",
    "keep, through, asinh, window, last, model.cell=gru",
    "fill, through, log1p, window, none, model.bidirectional=true model.layers=2",
    "keep, through, none, global, none, model.bidirectional=true",
    "fill, through, none, series, last, data.feature-scale=series",
    "fill, direct, asinh, series, none, data.feature-scale=series",
    "fill, through, asinh, series, none, model.cell=gru",
    "fill, through, none, window, none, data.feature-scale=series",
    "keep, direct, asinh, series, seasonal, model.cell=lstm",
    "keep, through, none, none, none, data.feature-scale=series",
    "keep, through, none, global, seasonal, model.cell=lstm",
    "keep, direct, none, window, seasonal, model.cell=lstm",
    "keep, direct, asinh, global, none, data.future=[] data.calendar=[] data.categorical=[kind|sky|store]"
  })
  void forecastsAreThoseOfScore(
      String gaps, String decoder, String transform, String scale, String baseline, String network)
      throws Exception {
    boolean fills = gaps.equals("fill");
    PanelTable panel = new PanelTable(!fills, HORIZON);
    List<String> settings = new ArrayList<>(PANEL);
    settings.addAll(List.of(network.replace('|', ',').split(" ")));
    // a logarithm is not for returns, which are negative
    boolean isLogarithm = transform.equals("log1p");
    if (isLogarithm) {
      settings.add("data.targets=[units]");
    }
    settings.add("data.gaps=" + gaps);
    settings.add("model.decoder=" + decoder);
    settings.add("data.transform=" + transform);
    settings.add("data.scale=" + scale);
    settings.add("window.baseline=" + baseline);
    Jobs jobs = new Jobs(directory);
    boolean isPlanned = !network.contains("data.future=[]");
    Path table = jobs.table("panel.csv", isPlanned ? panel.csv() : panel.csvOfPast());
    String model = jobs.train(table, settings).get("model").getAsString();
    JobContext context = jobs.context(table, settings);
    Path scores = directory.resolve("scores");
    new ScoreRun(context)
        .run(model, Optional.of(table.toString()), scores.toString(), SaveMode.ErrorIfExists);
    Path file = directory.resolve("model.onnx");
    new ExportRun(
            LocalSpark.session().sparkContext().hadoopConfiguration(), Console.standardError())
        .run(model, ExportRun.Format.ONNX, file.toString());
    Map<String, double[][]> expected = expected(scores, isLogarithm ? 1 : 2);
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();
      Map<String, List<String>> vocabularies =
          new Gson()
              .fromJson(
                  metadata.get("vocabularies"),
                  new TypeToken<Map<String, List<String>>>() {}.getType());
      int past =
          baseline.equals("seasonal")
              ? LOOKBACK + PERIOD
              : baseline.equals("last") && fills ? PERIOD : LOOKBACK;
      int ahead = decoder.equals("through") ? HORIZON : 0;
      Map<String, Object> inputs = panel.inputs(past, ahead, vocabularies);
      addScales(inputs, metadata, panel);
      addLevels(inputs, metadata, panel);
      if (isLogarithm) {
        double[][][] targets = (double[][][]) inputs.get("targets");
        for (double[][] rows : targets) {
          for (int t = 0; t < rows.length; t++) {
            rows[t] = new double[] {rows[t][0]};
          }
        }
      }
      double[][][] found = forecast(session, inputs);
      List<String> stores = panel.stores();
      assertThat(expected.keySet())
          .isSubsetOf(stores)
          .hasSizeGreaterThanOrEqualTo(ahead > 0 ? stores.size() : stores.size() - 1);
      for (int b = 0; b < stores.size(); b++) {
        double[][] steps = expected.get(stores.get(b));
        for (int step = 0; steps != null && step < HORIZON; step++) {
          for (int target = 0; target < steps[step].length; target++) {
            double value = steps[step][target];
            assertThat(found[b][step][target])
                .as("%s, step %d, target %d", stores.get(b), step, target)
                .isCloseTo(value, Offset.offset(TOLERANCE * Math.max(1, Math.abs(value))));
          }
        }
      }
    }
  }

  /** Adds means and deviations of series as the file has them, and those of new ones' history. */
  private static void addScales(
      Map<String, Object> inputs, Map<String, String> metadata, PanelTable panel) {
    if (!metadata.containsKey("series")) {
      return;
    }
    JsonObject series = JsonParser.parseString(metadata.get("series")).getAsJsonObject();
    JsonObject names = JsonParser.parseString(metadata.get("inputs")).getAsJsonObject();
    Transform transform = Transform.valueOf(metadata.get("transform").toUpperCase(Locale.ROOT));
    int count = names.getAsJsonArray("series_means").size();
    int from = names.getAsJsonArray("series_means").get(0).getAsString().equals("units") ? 0 : 2;
    List<String> stores = panel.stores();
    double[][] means = new double[stores.size()][count];
    double[][] deviations = new double[stores.size()][count];
    for (int b = 0; b < stores.size(); b++) {
      JsonObject own = series.getAsJsonObject("series").getAsJsonObject(stores.get(b));
      double[][] history = panel.history(stores.get(b), transform);
      for (int i = 0; i < count; i++) {
        means[b][i] =
            own == null
                ? history[0][from + i]
                : own.getAsJsonArray("means").get(from + i).getAsDouble();
        deviations[b][i] =
            own == null
                ? history[1][from + i]
                : own.getAsJsonArray("deviations").get(from + i).getAsDouble();
      }
    }
    inputs.put("series_means", means);
    inputs.put("series_deviations", deviations);
  }

  /** Adds the levels of series as the file has them. */
  private static void addLevels(
      Map<String, Object> inputs, Map<String, String> metadata, PanelTable panel) {
    if (!metadata.containsKey("series_levels")) {
      return;
    }
    JsonObject levels = JsonParser.parseString(metadata.get("series_levels")).getAsJsonObject();
    JsonObject names = JsonParser.parseString(metadata.get("inputs")).getAsJsonObject();
    int count = names.getAsJsonArray("series_levels").size();
    List<String> stores = panel.stores();
    double[][] values = new double[stores.size()][count];
    for (int b = 0; b < values.length; b++) {
      for (int i = 0; i < count; i++) {
        values[b][i] =
            levels.has(stores.get(b))
                ? levels.getAsJsonArray(stores.get(b)).get(i).getAsDouble()
                : Double.NaN;
      }
    }
    inputs.put("series_levels", values);
  }

  /** The forecasts of score, by store (horizon, targets). */
  private static Map<String, double[][]> expected(Path scores, int targets) {
    Map<String, double[][]> expected = new HashMap<>();
    String[] columns = targets == 1 ? new String[] {"units"} : new String[] {"units", "returns"};
    for (Row row : LocalSpark.session().read().parquet(scores.toString()).collectAsList()) {
      double[][] steps =
          expected.computeIfAbsent(row.getAs("store"), store -> new double[HORIZON][targets]);
      for (int target = 0; target < targets; target++) {
        steps[row.<Integer>getAs("step") - 1][target] = row.<Double>getAs(columns[target]);
      }
    }
    return expected;
  }

  private static double[][][] forecast(OrtSession session, Map<String, Object> values)
      throws OrtException {
    assertThat(values).containsKeys(session.getInputNames().toArray(String[]::new));
    Map<String, OnnxTensor> inputs = new HashMap<>();
    for (String name : session.getInputNames()) {
      inputs.put(name, OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values.get(name)));
    }
    try (OrtSession.Result result = session.run(inputs)) {
      return (double[][][]) result.get("forecast").orElseThrow().getValue();
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }
}

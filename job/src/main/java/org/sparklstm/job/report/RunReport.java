package org.sparklstm.job.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.Report;

/**
 * {@code report.html}: the report of a training, during and after the run. The training thread adds
 * steps; any thread may render the page.
 */
public final class RunReport implements TrainingListener {
  public static final String FILE = "report.html";

  /** Interval at which the page reloads itself while training runs. */
  public static final int REFRESH_SECONDS = 10;

  private final JobConfig config;
  private final String lossName;
  private final History history;
  private final Json configuration;
  private final Map<String, Object> sections = new LinkedHashMap<>();

  /**
   * @param before lines of metrics.jsonl from before the run resumed
   */
  public RunReport(
      JobConfig config,
      String lossName,
      Examples examples,
      Map<String, String> provenance,
      String before) {
    this.config = config;
    this.lossName = lossName;
    history = new History(before);
    configuration = configuration();
    put("data", examples.profile());
    put("unit", examples.countedAs());
    put("provenance", entries(provenance));
    put(ResultKeys.STATUS, "training");
  }

  private static Json entries(Map<String, String> map) {
    Json entries = new Json();
    map.forEach(entries::put);
    return entries;
  }

  /** Sets a section of the page's data. */
  public synchronized void put(String name, Object value) {
    sections.put(name, value);
  }

  /**
   * Adds the evaluation.
   *
   * @param test errors on the test span
   * @param samples sample forecasts; empty for other tasks
   */
  public void show(Report test, List<Json> samples) {
    put("verdict", test.verdict());
    put(
        "figures",
        test.figures().stream()
            .map(
                figure ->
                    new Json()
                        .put("name", figure.name())
                        .put("value", figure.value())
                        .put("beside", figure.beside()))
            .toList());
    put(ResultKeys.TEST, test.standardised());
    put("detail", test.detail());
    put("samples", samples);
  }

  @Override
  public void onStep(TrainingState state, StepReport report) {
    history.onStep(state, report);
  }

  @Override
  public void onEpoch(TrainingState state, EpochReport report) {
    history.onEpoch(state, report);
  }

  /** The page with the current data. */
  public synchronized String html() {
    boolean training = "training".equals(sections.get("status"));
    Json page =
        new Json()
            .put("run", config.run().id())
            .put("task", config.task().toString())
            .put("written", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("epochs_planned", config.train().epochs())
            .put("loss", lossName)
            .put(ResultKeys.EPOCHS, history.epochs())
            .put(ResultKeys.STEPS, history.steps())
            .put("configuration", configuration);
    sections.forEach(page::put);
    return ReportPage.html(
        "%s – spark-lstm".formatted(config.run().id()),
        "report.js",
        page.redactedLine(),
        training ? REFRESH_SECONDS : 0);
  }

  /** Every key, its value, and whether that is the default. */
  private Json configuration() {
    Json values = new Json();
    ConfigFile.values(config)
        .forEach(
            (key, value) ->
                values.put(
                    key,
                    new Json()
                        .put("value", value.toString())
                        .put(
                            "default",
                            ConfigFile.isSame(value.toString(), ConfigFile.defaultText(key)))));
    return values;
  }
}

package org.sparklstm.job.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.optim.Optimizer;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.LastEpochs;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Origin;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.report.MetricsLog;
import org.sparklstm.job.storage.RunLock;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.task.ForecastTask;

/** The files of a run in a directory, without Spark. */
final class Runs {
  static final NetworkSpec NETWORK = new ForecastTask(config()).spec().network();
  static final ParameterLayout LAYOUT = NETWORK.layout();

  final Storage directory;
  final Checkpoints checkpoints;
  final Console console;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  Runs(Path directory) {
    this.directory = GatedFileSystem.storage(directory);
    console = Console.plain(new PrintStream(shown, true, StandardCharsets.UTF_8));
    checkpoints = new Checkpoints(this.directory.below("checkpoints"), console::warn);
  }

  /** A small forecast. {@code settings} are keys and values in turn. */
  static JobConfig config(Object... settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("data.time", "t");
    values.put("data.targets", List.of("y"));
    values.put("data.source.path", "/data/y.csv");
    values.put("window.lookback", 4);
    values.put("window.horizon", 2);
    values.put("model.hidden", 2);
    for (int i = 0; i < settings.length; i += 2) {
      values.put((String) settings[i], settings[i + 1]);
    }
    return ConfigFile.of(values);
  }

  /** A state after that many steps and epochs, whose losses fall; its values depend on the step. */
  static TrainingState state(JobConfig config, long step, int epoch) {
    return state(config, step, epoch, Collections.nCopies(epoch, 0.5));
  }

  static TrainingState state(JobConfig config, long step, int epoch, List<Double> losses) {
    float[] parameters = InitialValues.of(NETWORK, step);
    Optimizer optimizer = config.train().newOptimizer(LAYOUT.size());
    optimizer.step(parameters.clone(), InitialValues.of(NETWORK, step + 100), 0.1);
    TrainingState.Position position =
        new TrainingState.Position(epoch, step, 0.25f, 0, 0, 0.5, 0.5, epoch - 1, 0, losses);
    return TrainingState.at(
        position, parameters, optimizer, InitialValues.of(NETWORK, step + 200), LastEpochs.NONE);
  }

  static Origin origin(JobConfig config) {
    return new Origin(ConfigFile.lastingValues(config), data(10, "abc"));
  }

  static Origin.Data data(long rows, String content) {
    return new Origin.Data(rows, content, List.of("y"), List.of(0.5), List.of(2.0), null);
  }

  RunLock lock() {
    return RunLock.take(directory.below("lock"), () -> 0, Duration.ofHours(1), console::say);
  }

  BackgroundWriter background(MetricsLog metrics, RunLock lock, int keep) {
    return new BackgroundWriter(
        directory, metrics, checkpoints, LAYOUT, origin(config()), keep, lock, console);
  }

  /** The name of the checkpoint after that many steps and epochs. */
  static String name(long step, int epoch) {
    return Checkpoints.name(state(config(), step, epoch).position());
  }

  /** The output on the console. */
  String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}

package org.sparklstm.job.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoint;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Origin;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.checkpoint.StorageException;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.RunConfig.Resume;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.report.MetricsLog;
import org.sparklstm.job.task.Task;

/**
 * Where a run begins: at the beginning, where an earlier one of its name has left off, or not at
 * all, since that was complete. Only a run that is the same function of the same data goes on.
 */
final class Resumption {
  private static final int LARGEST_SUMMARY = 1 << 28;
  private static final int LARGEST_CONFIGURATION = 1 << 24;
  private static final String START_OVER = "start over with run.resume = never";

  private final JobContext context;
  private final Task task;
  private final JobConfig config;
  private final Storage directory;
  private Optional<Checkpoint> found = Optional.empty();
  private String metrics = "";

  Resumption(JobContext context, Task task, Storage directory) {
    this.context = context;
    this.task = task;
    config = context.config();
    this.directory = directory;
  }

  /** The summary of this very run, as one line, where it has been completed. */
  Optional<String> complete() {
    if (config.run().resume() == Resume.NEVER || !directory.list().contains(RunFiles.SUMMARY)) {
      return Optional.empty();
    }
    JsonObject summary;
    JobConfig before;
    try {
      summary =
          JsonParser.parseString(directory.readText(RunFiles.SUMMARY, LARGEST_SUMMARY))
              .getAsJsonObject();
      before = readConfiguration();
    } catch (StorageException | UserException | JsonParseException | IllegalStateException e) {
      context.console().warn("what the run has left is not used: " + e.getMessage());
      return Optional.empty();
    }
    refuseOther(ConfigFile.lastingValues(before));
    boolean sameEnd =
        before.train().epochs() == config.train().epochs()
            && before.train().patience() == config.train().patience();
    if (!sameEnd || !hasModel(summary)) {
      return Optional.empty();
    }
    summary.addProperty(ResultKeys.STATUS, "already-complete");
    return Optional.of(summary.toString());
  }

  private JobConfig readConfiguration() {
    String text = directory.readText(RunFiles.CONFIGURATION, LARGEST_CONFIGURATION);
    return ConfigFile.parse(text, RunFiles.CONFIGURATION);
  }

  private boolean hasModel(JsonObject summary) {
    try {
      TrainedModel model = task.open(SavedModel.read(directory.below(ModelPath.MODEL)));
      String sha256 = Fingerprint.sha256(model.weights());
      if (new JsonPrimitive(sha256).equals(summary.get(ResultKeys.WEIGHTS_SHA256))) {
        return true;
      }
      context
          .console()
          .warn("the model of the run is not the one in its summary; it is made again");
    } catch (UserException | StorageException e) {
      context.console().warn("the model of the run is made again: " + e.getMessage());
    }
    return false;
  }

  /** Looks for the checkpoint to go on from, and whether the configuration allows it. */
  void find(Checkpoints checkpoints) {
    if (config.run().resume() == Resume.NEVER) {
      return;
    }
    found = checkpoints.newest();
    found.ifPresent(checkpoint -> refuseOther(checkpoint.origin().configuration()));
    if (found.isEmpty() && config.run().resume() == Resume.REQUIRED) {
      throw new UserException(
          "run.resume is required, and there is no checkpoint in %s".formatted(directory.path()));
    }
  }

  /** What an earlier run has left is about to be replaced, and the user has not asked for it. */
  void warnOfStartingOver() {
    List<String> left = directory.list();
    if (config.run().resume() != Resume.NEVER
        && (left.contains(MetricsLog.FILE) || left.contains(ModelPath.MODEL))) {
      context
          .console()
          .warn(
              "there is no checkpoint to go on from in %s: training begins again, and replaces what an earlier run has left there"
                  .formatted(directory.path()));
    }
  }

  private void refuseOther(Map<String, String> before) {
    Map<String, String> now = ConfigFile.lastingValues(config);
    List<String> differences = new ArrayList<>();
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      String was = before.getOrDefault(key, ConfigFile.defaultText(key));
      String is = now.getOrDefault(key, ConfigFile.defaultText(key));
      if (!ConfigFile.isSame(was, is)) {
        differences.add("%s was %s and is %s".formatted(key, shown(was), shown(is)));
      }
    }
    if (!differences.isEmpty()) {
      throw new UserException(
          "the run in %s was begun with another configuration: %s; go back to it, give this run a run.id of its own, or %s"
              .formatted(directory.path(), String.join("; ", differences), START_OVER));
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "not set" : value;
  }

  /** The state to go on from, if any, where data and configuration allow it. */
  Optional<TrainingState> state(Origin.Data data, ParameterLayout layout) {
    Optional<TrainingState> state = found.map(checkpoint -> state(checkpoint, data, layout));
    metrics = found.map(Checkpoint::metrics).orElse("");
    // a second copy of everything, while training needs the memory
    found = Optional.empty();
    return state;
  }

  /** The metrics up to that state, once. */
  String takeMetrics() {
    String taken = metrics;
    metrics = "";
    return taken;
  }

  private TrainingState state(Checkpoint checkpoint, Origin.Data data, ParameterLayout layout) {
    Origin.Data before = checkpoint.origin().data();
    if (!data.equals(before)) {
      String difference =
          before.rows() == data.rows()
              ? "the values of its %,d rows differ".formatted(data.rows())
              : "%,d rows then, %,d now".formatted(before.rows(), data.rows());
      throw new UserException(
          "%s has changed since the run in %s was begun: %s; restore it, give this run a run.id of its own, or %s"
              .formatted(context.tableName(), directory.path(), difference, START_OVER));
    }
    TrainingState state = checkpoint.state(layout, config.train().newOptimizer(layout.size()));
    if (state.isBeyond(config.train().spec(config.run().seed()))) {
      String limit =
          state.epoch() > config.train().epochs()
              ? "train.epochs = %d".formatted(config.train().epochs())
              : "train.patience = %d".formatted(config.train().patience());
      throw new UserException(
          "the run in %s has been trained for %,d epochs already, longer than %s allows; raise it, give this run a run.id of its own, or %s"
              .formatted(directory.path(), state.epoch(), limit, START_OVER));
    }
    context
        .console()
        .say(
            "going on from checkpoint %s: %,d steps, %,d epochs are done"
                .formatted(checkpoint.name(), state.step(), state.epoch()));
    return state;
  }
}

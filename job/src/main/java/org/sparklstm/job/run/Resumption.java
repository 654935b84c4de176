package org.sparklstm.job.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.StoredJson;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoint;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Origin;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.RunConfig.Resume;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.model.ModelVersions;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.report.MetricsLines;
import org.sparklstm.job.report.MetricsLog;
import org.sparklstm.job.storage.RunLock;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;
import org.sparklstm.job.task.Task;

/**
 * Decides where a run starts: at the beginning, at the newest checkpoint of an earlier run with the
 * same id, or not at all if that run is complete. A run resumes only with the same data and with a
 * configuration that gives the same result.
 */
final class Resumption {
  private static final int LARGEST_SUMMARY = 1 << 24;
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

  /** The summary of this run as one line, if the run is complete. */
  Optional<String> complete() {
    if (config.run().resume() == Resume.NEVER || !directory.list().contains(RunFiles.SUMMARY)) {
      return Optional.empty();
    }
    JsonObject summary;
    JobConfig before;
    try {
      String text = directory.readText(RunFiles.SUMMARY, LARGEST_SUMMARY);
      summary = StoredJson.object(text);
      if (!isOfNewestModel(text)) {
        return Optional.empty();
      }
      before = readConfiguration();
    } catch (StorageException | UserException | JsonParseException e) {
      context
          .console()
          .warn(
              "the results of the earlier run in %s are not used: %s"
                  .formatted(directory.file(RunFiles.SUMMARY), e.getMessage()));
      return Optional.empty();
    }
    refuseOther(ConfigFile.storedValues(before));
    boolean hasSameEnd =
        before.train().epochs() == config.train().epochs()
            && before.train().patience() == config.train().patience();
    if (!hasSameEnd || !hasModel(summary)) {
      return Optional.empty();
    }
    summary.addProperty(ResultKeys.STATUS, "already-complete");
    return Optional.of(Json.redactedLine(summary));
  }

  /** A later driver that has begun, or has published another model, makes a summary obsolete. */
  private boolean isOfNewestModel(String summary) {
    ModelVersions model = RunDirectory.model(directory);
    Optional<Storage> newest = model.newest();
    boolean isVersion = newest.isPresent() && newest.get().list().contains(RunFiles.SUMMARY);
    if (!isVersion) {
      // of 0.1.0, which has only one
      return model.highest() == 0;
    }
    return newest.get().readText(RunFiles.SUMMARY, LARGEST_SUMMARY).equals(summary)
        && RunLock.highest(directory) <= model.highest();
  }

  private JobConfig readConfiguration() {
    String text = directory.readText(RunFiles.CONFIGURATION, RunFiles.LARGEST_CONFIGURATION);
    return ConfigFile.parse(text, RunFiles.CONFIGURATION);
  }

  private boolean hasModel(JsonObject summary) {
    try {
      TrainedModel model = task.open(SavedModel.read(directory.below(ModelPath.MODEL)));
      String sha256 = Fingerprint.sha256(model.weights());
      if (new JsonPrimitive(sha256).equals(summary.get(ResultKeys.WEIGHTS_SHA256))) {
        return true;
      }
      context.console().warn("the saved model differs from the run's summary; it is saved again");
    } catch (UserException | StorageException e) {
      context.console().warn("the saved model is invalid, it is saved again: " + e.getMessage());
    }
    return false;
  }

  /**
   * Looks for the checkpoint to resume from.
   *
   * @throws UserException if the configuration does not allow to resume from it, or if {@code
   *     run.resume = required} and there is none
   */
  void find(Checkpoints checkpoints) {
    if (config.run().resume() == Resume.NEVER) {
      return;
    }
    found = checkpoints.newest(checkpoint -> new MetricsLines(checkpoint.metrics()).check());
    found.ifPresent(checkpoint -> refuseOther(checkpoint.origin().configuration()));
    if (found.isEmpty() && config.run().resume() == Resume.REQUIRED) {
      throw new UserException(
          "run.resume = required, but there is no checkpoint in %s; set run.resume = auto to start from the beginning"
              .formatted(directory.path()));
    }
  }

  /** Warns if files of an earlier run are about to be replaced without the user's request. */
  void warnOfStartingOver() {
    List<String> existing = directory.list();
    if (config.run().resume() != Resume.NEVER
        && (existing.contains(MetricsLog.FILE) || existing.contains(ModelPath.MODEL))) {
      context
          .console()
          .warn(
              "there is no checkpoint to resume from in %s: training starts from the beginning and replaces the files of an earlier run"
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
      if (!was.equals(Secrets.HIDDEN) && !ConfigFile.isSame(key, was, is, config)) {
        differences.add(
            is.startsWith(ConfigFile.FINGERPRINT)
                ? "%s was another query".formatted(key)
                : "%s was %s and is %s".formatted(key, shown(was), shown(is)));
      }
    }
    if (!differences.isEmpty()) {
      throw new UserException(
          "the run in %s was started with another configuration: %s; restore it, give this run a run.id of its own, or %s"
              .formatted(directory.path(), String.join("; ", differences), START_OVER));
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "not set" : value;
  }

  /**
   * The state to resume from, if there is one.
   *
   * @throws UserException if the data has changed, or if the state is beyond the end of the run
   */
  Optional<TrainingState> state(Origin.Data data, ParameterLayout layout) {
    Optional<TrainingState> state = found.map(checkpoint -> state(checkpoint, data, layout));
    metrics = found.map(Checkpoint::metrics).orElse("");
    // frees a second copy of the state: training needs the memory
    found = Optional.empty();
    return state;
  }

  /** Returns the metrics up to that state, and releases them. */
  String takeMetrics() {
    String taken = metrics;
    metrics = "";
    return taken;
  }

  /** Whether two ids stand for the same zone; a zone may have several names. */
  private static boolean isSameZone(String one, String other) {
    return ZoneId.of(one).getRules().equals(ZoneId.of(other).getRules());
  }

  private TrainingState state(Checkpoint checkpoint, Origin.Data data, ParameterLayout layout) {
    Origin.Data before = checkpoint.origin().data();
    boolean knowsZone = before.zone() != null && data.zone() != null;
    if (knowsZone && !isSameZone(before.zone(), data.zone())) {
      throw new UserException(
          "the run in %s read timestamps in the time zone %s, and the session's is %s now; set spark.sql.session.timeZone = %s, give this run a run.id of its own, or %s"
              .formatted(directory.path(), before.zone(), data.zone(), before.zone(), START_OVER));
    }
    if (!data.in(before.zone()).equals(before)) {
      String difference =
          before.rows() == data.rows()
              ? "the values of its %,d rows differ".formatted(data.rows())
              : "%,d rows then, %,d now".formatted(before.rows(), data.rows());
      throw new UserException(
          "%s has changed since the run in %s was started: %s; restore it, give this run a run.id of its own, or %s"
              .formatted(context.tableName(), directory.path(), difference, START_OVER));
    }
    TrainingState state = checkpoint.state(layout, config.train().newOptimizer(layout.size()));
    if (state.isBeyond(config.train().spec(config.run().seed()))) {
      String limit =
          state.epoch() > config.train().epochs()
              ? "train.epochs = %d".formatted(config.train().epochs())
              : "train.patience = %d".formatted(config.train().patience());
      throw new UserException(
          "the run in %s has already been trained for %,d epochs, longer than %s allows; raise it, give this run a run.id of its own, or %s"
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

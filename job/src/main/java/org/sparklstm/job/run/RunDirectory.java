package org.sparklstm.job.run;

import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.StoredJson;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.model.ModelVersions;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.report.MetricsLog;
import org.sparklstm.job.report.RunReport;
import org.sparklstm.job.report.TensorBoardLog;
import org.sparklstm.job.storage.RunLock;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;
import org.sparklstm.job.task.Report;

/**
 * The directory of a run, which this driver has locked.
 *
 * @param unlocked the directory without the guard; used only to remove it, if this driver has made
 *     it and has written nothing, after the lock is released
 * @param files the directory; writes through it fail once another driver has taken over
 * @param isNew whether this driver has made it
 */
record RunDirectory(Storage unlocked, Storage files, RunLock lock, boolean isNew)
    implements AutoCloseable {
  static final String CHECKPOINTS = "checkpoints";

  /** What a training writes and replaces. */
  private static final List<String> OF_TRAINING =
      List.of(
          RunFiles.CONFIGURATION,
          MetricsLog.FILE,
          RunReport.FILE,
          RunFiles.SUMMARY,
          ModelPath.MODEL,
          TensorBoardLog.DIRECTORY);

  /** Names in a run's directory that commands write; no other result may go there. */
  static final List<String> RESERVED =
      Stream.concat(
              OF_TRAINING.stream(), Stream.of(CHECKPOINTS, EvaluateRun.FILE, Report.BY_SERIES))
          .toList();

  private static final int LARGEST_EVALUATION = 1 << 24;

  /**
   * Locks the directory of a run.
   *
   * @param log receives a line if this call has to wait
   * @throws UserException if another driver holds the lock, or if the directory is not a run's
   */
  static RunDirectory lock(Storage directory, Consumer<String> log) {
    requireOurs(directory);
    boolean isNew = !directory.exists();
    try {
      RunLock lock = take(directory, log);
      return new RunDirectory(directory, lock.guard(directory), lock, isNew);
    } catch (UserException e) {
      removeIfUnused(directory, isNew);
      throw e;
    }
  }

  private static void removeIfUnused(Storage directory, boolean isNew) {
    try {
      if (isNew) {
        directory.deleteIfEmpty();
      }
    } catch (StorageException e) {
      // an empty directory harms nobody
    }
  }

  private static RunLock take(Storage directory, Consumer<String> log) {
    ModelVersions model = model(directory);
    try {
      return RunLock.take(directory, model::highest, RunLock.LEASE, log);
    } catch (StorageException e) {
      throw new UserException(
          "run.output: cannot write in %s (%s); set run.output to a directory with free space and write permission"
              .formatted(directory.path(), e.getMessage()),
          e);
    }
  }

  /**
   * Checks that the result of a command is not written to a path that a run reserves.
   *
   * @param option that says where the result goes
   * @param result without links
   * @throws UserException if it would
   */
  static void requireOutside(String option, Storage result) {
    Path place = result.path();
    String below = place.getName();
    for (Path above = place.getParent();
        above != null && above.getParent() != null;
        above = above.getParent()) {
      if (RESERVED.contains(below) && isRun(result.at(above))) {
        throw new UserException(
            "%s %s lies where commands write in the directory of a run, %s; choose another path"
                .formatted(option, place, above));
      }
      below = above.getName();
    }
  }

  private static boolean isRun(Storage directory) {
    try {
      return directory.list().contains(RunFiles.CONFIGURATION)
          && ConfigFile.isRendered(
              directory.readText(RunFiles.CONFIGURATION, RunFiles.LARGEST_CONFIGURATION));
    } catch (StorageException e) {
      // what cannot be read is no run
      return false;
    }
  }

  /**
   * Checks that a run may write its files in a directory.
   *
   * @throws UserException if one of them would replace a file that no run has written
   */
  static void requireOurs(Storage directory) {
    if (directory.isFile()) {
      throw new UserException(
          "run.output, run.id: %s is a file, expected a directory or a path that does not exist"
              .formatted(directory.path()));
    }
    List<String> present = directory.list();
    boolean hasCheckpoints =
        !new Checkpoints(directory.below(CHECKPOINTS), warning -> {}).names().isEmpty();
    if (hasCheckpoints) {
      return;
    }
    if (present.contains(RunFiles.CONFIGURATION)) {
      if (!ConfigFile.isRendered(
          directory.readText(RunFiles.CONFIGURATION, RunFiles.LARGEST_CONFIGURATION))) {
        throw foreign(directory, RunFiles.CONFIGURATION);
      }
      return;
    }
    present.stream()
        .filter(OF_TRAINING::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw foreign(directory, name);
            });
    if (present.contains(EvaluateRun.FILE) && !isEvaluation(directory)) {
      throw foreign(directory, EvaluateRun.FILE);
    }
  }

  private static boolean isEvaluation(Storage directory) {
    try {
      return StoredJson.object(directory.readText(EvaluateRun.FILE, LARGEST_EVALUATION))
          .has(ResultKeys.RUN_ID);
    } catch (JsonParseException e) {
      return false;
    }
  }

  private static UserException foreign(Storage directory, String name) {
    return new UserException(
        "run.output, run.id: a run in %s would write to %s, which no run has written; set another run.id or run.output, or move the file"
            .formatted(directory.path(), name));
  }

  /** The versions of a run's model. */
  static ModelVersions model(Storage directory) {
    return new ModelVersions(directory.below(ModelPath.MODEL));
  }

  /** Where this driver writes its model. */
  Storage version() {
    return model(files).version(lock.number());
  }

  /**
   * Writes the model and its summary, which appear together.
   *
   * @param judged the first model, whose errors are in the summary, if {@code model} was trained
   *     again on all rows
   * @param provenance of the model, for people to read
   * @param summary text of the summary
   */
  void publish(
      TrainedModel model,
      Optional<TrainedModel> judged,
      JobConfig config,
      Map<String, String> provenance,
      String summary) {
    // what is not complete is never read, and the next driver deletes it
    if (!version().publishNew(RunFiles.SUMMARY, summary)) {
      throw new UserException(
          "another driver has written %s meanwhile; this one has changed nothing"
              .formatted(version().path()));
    }
    judged.ifPresent(
        first -> SavedModel.save(first, SavedModel.judged(version()), config, provenance));
    SavedModel.save(model, version(), config, provenance);
  }

  /** Releases the lock, and deletes the directory if this driver made it and wrote nothing. */
  @Override
  public void close() {
    lock.close();
    removeIfUnused(unlocked, isNew);
  }
}

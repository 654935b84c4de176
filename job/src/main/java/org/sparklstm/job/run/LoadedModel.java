package org.sparklstm.job.run;

import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.checkpoint.StorageException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.model.TrainedModel;

/**
 * A saved model, and the configuration as it sees it. Where a path names the model itself, the
 * configuration must be the model's. Where it is a pointer, which today names one model and another
 * tomorrow, windows and network are the model's own, and only what the data mean must agree.
 *
 * @param context with windows and network of the model
 * @param directory where the model lies
 */
record LoadedModel(JobContext context, TrainedModel model, Storage directory) {

  /**
   * Loads a model.
   *
   * @param path of a model's directory, or of a pointer to one
   */
  static LoadedModel of(JobContext context, String path) {
    Storage directory = context.model(path);
    boolean isPointer = !directory.path().equals(context.storage(path).path());
    if (!isPointer) {
      return new LoadedModel(context, TrainedModel.load(directory, context.config()), directory);
    }
    try {
      return asItIs(context, directory);
    } catch (UserException | StorageException e) {
      throw new UserException(
          "%s names the model %s, which cannot be used: %s; mend the configuration, or have the file name another model"
              .formatted(path, directory.path(), e.getMessage()),
          e);
    }
  }

  /** Loads a model with windows and network of its own; what the data mean must agree. */
  static LoadedModel asItIs(JobContext context, Storage directory) {
    JobConfig config = context.config();
    JobConfig its = TrainedModel.load(directory).config();
    if (its.task() != config.task()) {
      throw new UserException(
          "model %s is to %s, the configuration's task is %s"
              .formatted(directory.path(), word(its.task()), word(config.task())));
    }
    JobConfig seen =
        new JobConfig(
            config.run(),
            config.task(),
            config.data(),
            its.window(),
            its.model(),
            config.train(),
            config.checkpoint(),
            config.tensorboard(),
            config.score());
    return new LoadedModel(context.with(seen), TrainedModel.load(directory, seen), directory);
  }

  private static String word(JobConfig.Task task) {
    return task.name().toLowerCase(java.util.Locale.ROOT);
  }
}

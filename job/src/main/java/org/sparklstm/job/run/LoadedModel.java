package org.sparklstm.job.run;

import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.checkpoint.StorageException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;

/**
 * A saved model, and the configuration as the model sees it. If a path names the model itself, the
 * configuration must be that of the model. If it is a pointer, which may name another model
 * tomorrow, windows and network are those of the model, and only the meaning of the data must
 * agree.
 *
 * @param context with windows and network of the model
 * @param directory of the model
 */
record LoadedModel(JobContext context, TrainedModel model, Storage directory) {
  /**
   * Loads a model.
   *
   * @param path see {@link ModelPath}
   */
  static LoadedModel of(JobContext context, String path) {
    Storage place = context.storage(path);
    Storage directory = ModelPath.resolve(place);
    if (!place.isFile()) {
      TrainedModel model = context.task().open(SavedModel.read(directory));
      return new LoadedModel(context, model, directory);
    }
    try {
      return asItIs(context, directory);
    } catch (UserException | StorageException e) {
      throw new UserException(
          "%s names the model %s, which cannot be used: %s; change the configuration, or let the file name another model"
              .formatted(path, directory.path(), e.getMessage()),
          e);
    }
  }

  /** Loads a model with windows and network of its own; the meaning of the data must agree. */
  static LoadedModel asItIs(JobContext context, Storage directory) {
    JobConfig config = context.config();
    SavedModel saved = SavedModel.read(directory);
    JobConfig its = saved.config();
    if (its.task() != config.task()) {
      throw new UserException(
          "model %s is to %s, the configuration's task is %s"
              .formatted(directory.path(), its.task(), config.task()));
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
    JobContext around = context.with(seen);
    return new LoadedModel(around, around.task().open(saved), directory);
  }
}

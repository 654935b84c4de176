package org.sparklstm.job.run;

import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/**
 * A saved model with the configuration to use it. If a path names the model itself, the
 * configuration must equal the model's. If it is a pointer, whose model may change, the windows and
 * the network are taken from the model, and only the meaning of the data must agree.
 *
 * @param context context whose configuration has the windows and the network of the model
 * @param directory directory of the model
 */
record LoadedModel(JobContext context, TrainedModel model, Storage directory) {
  /**
   * Loads a model.
   *
   * @param path see {@link ModelPath}
   */
  static LoadedModel of(JobContext context, String path) {
    return of(context, path, ModelPath.resolve(context.storage(path)));
  }

  /** Loads the weights of a model that are to be judged; see {@link SavedModel#toJudge}. */
  static LoadedModel toJudge(JobContext context, String path) {
    return of(context, path, SavedModel.toJudge(ModelPath.resolve(context.storage(path))));
  }

  private static LoadedModel of(JobContext context, String path, Storage directory) {
    Storage place = context.storage(path);
    if (!place.isFile()) {
      TrainedModel model = context.task().open(SavedModel.read(directory));
      return new LoadedModel(context, model, directory);
    }
    try {
      return withOwnNetwork(context, directory);
    } catch (UserException | StorageException e) {
      throw new UserException(
          "%s points to the model %s, which cannot be used: %s; change the configuration, or write the path of another model into the file"
              .formatted(path, directory.path(), e.getMessage()),
          e);
    }
  }

  /**
   * Loads a model with its own windows and network.
   *
   * @throws UserException if the meaning of the data differs from the configuration's
   */
  static LoadedModel withOwnNetwork(JobContext context, Storage directory) {
    JobConfig config = context.config();
    SavedModel saved = SavedModel.read(directory);
    JobConfig modelConfig = saved.config();
    if (modelConfig.task() != config.task()) {
      throw new UserException(
          "the task of model %s is %s, but the configuration has task = %s; use the model's configuration, or another model"
              .formatted(directory.path(), modelConfig.task(), config.task()));
    }
    JobConfig combined =
        new JobConfig(
            config.run(),
            config.task(),
            config.data(),
            // a model of whole sequences, as stages save it, does not know how windows are cut
            modelConfig.data().time().isEmpty() ? config.window() : modelConfig.window(),
            config.forecast().answering(modelConfig.forecast()),
            modelConfig.model(),
            config
                .train()
                .ended(
                    saved.keys().contains("train.loss")
                        ? modelConfig.train().loss()
                        : config.train().loss()),
            config.checkpoint(),
            config.tensorboard(),
            config.report(),
            config.score(),
            config.promote());
    JobContext modelContext = context.with(combined);
    return new LoadedModel(modelContext, modelContext.task().open(saved), directory);
  }
}

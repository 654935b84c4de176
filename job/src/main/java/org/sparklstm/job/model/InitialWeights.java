package org.sparklstm.job.model;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.storage.PathText;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/** The weights that a training starts from. */
public final class InitialWeights {
  private InitialWeights() {}

  /**
   * Checks, before anything is read, that a path is given if any is.
   *
   * @throws UserException if it is none
   */
  public static void requirePath(JobConfig config) {
    config.train().initialWeights().ifPresent(InitialWeights::path);
  }

  private static Path path(String text) {
    try {
      return PathText.of(text);
    } catch (UserException e) {
      throw UserException.of("{train.initial-weights}: %s", e.getMessage());
    }
  }

  /** The weights in {@code train.initial-weights}, or values drawn as PyTorch draws them. */
  public static float[] of(JobConfig config, NetworkSpec network, Configuration hadoop) {
    if (config.train().initialWeights().isEmpty()) {
      return InitialValues.of(network, config.run().seed());
    }
    Path file = path(config.train().initialWeights().get());
    ParameterLayout layout = network.layout();
    Path directory = file.getParent() == null ? new Path(Path.CUR_DIR) : file.getParent();
    try {
      return new Storage(directory, hadoop)
          .read(
              file.getName(),
              (in, length) -> NamedParameters.exactly(layout, Safetensors.read(in, length)));
    } catch (StorageException e) {
      throw new UserException(
          Message.of(
              "{train.initial-weights}: %s%s",
              e.getMessage(),
              file.getName().endsWith(".onnx")
                  ? "; convert an ONNX file with the command import first"
                  : ""),
          e);
    }
  }
}

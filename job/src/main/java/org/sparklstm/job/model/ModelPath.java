package org.sparklstm.job.model;

import org.apache.hadoop.fs.Path;
import org.sparklstm.job.UserException;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/**
 * The path of a model: its directory; the directory of a run or a Spark ML stage, which contains
 * the model; or a pointer, a small file with such a path, which {@code promote} replaces
 * atomically.
 */
public final class ModelPath {
  /** Name of the model's directory in that of its run or stage. */
  public static final String MODEL = "model";

  /** Largest size of a pointer in bytes. */
  private static final int LARGEST = 4096;

  private ModelPath() {}

  /** The directory of the model that a path names. */
  public static Storage resolve(Storage place) {
    Storage directory = place.isFile() ? place.at(new Path(read(place))) : place;
    boolean isAround = !isModel(directory) && isModel(directory.below(MODEL));
    return isAround ? directory.below(MODEL) : directory;
  }

  /** Whether a directory is that of a model. */
  public static boolean isModel(Storage directory) {
    return new ModelVersions(directory).newest().isPresent();
  }

  /**
   * The path in a pointer.
   *
   * @param pointer an existing file
   * @throws UserException if it does not hold a path
   */
  public static String read(Storage pointer) {
    String text;
    try {
      text = pointer.above().readText(pointer.path().getName(), LARGEST).strip();
    } catch (StorageException e) {
      throw invalid(pointer, ": " + e.getMessage());
    }
    if (text.isEmpty() || text.lines().count() > 1) {
      throw invalid(pointer, "");
    }
    try {
      return new Path(text).toString();
    } catch (IllegalArgumentException e) {
      throw invalid(pointer, ": " + Storage.reason(e));
    }
  }

  private static UserException invalid(Storage file, String why) {
    return new UserException(
        "model %s is a file, expected a directory, or a file with the path of a directory on one line%s"
            .formatted(file.path(), why));
  }
}

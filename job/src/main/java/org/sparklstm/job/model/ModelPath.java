package org.sparklstm.job.model;

import org.apache.hadoop.fs.Path;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.checkpoint.StorageException;

/**
 * Where a model lies: its directory, or a small file that holds the path of one and can be switched
 * to another at once, as {@code promote} does.
 */
public final class ModelPath {
  /** A file larger than that is no pointer. */
  private static final int LARGEST = 1 << 16;

  private ModelPath() {}

  /**
   * The directory of a model.
   *
   * @param place that directory, or a pointer to it
   */
  public static Storage resolve(Storage place) {
    return place.isFile() ? place.at(new Path(read(place))) : place;
  }

  /**
   * What a pointer names.
   *
   * @param pointer which must be there
   */
  public static String read(Storage pointer) {
    String text;
    try {
      text = pointer.above().readText(pointer.path().getName(), LARGEST).strip();
    } catch (StorageException e) {
      throw noPointer(pointer, ": " + e.getMessage());
    }
    if (text.isEmpty() || text.lines().count() > 1) {
      throw noPointer(pointer, "");
    }
    try {
      return new Path(text).toString();
    } catch (IllegalArgumentException e) {
      throw noPointer(pointer, ": " + e.getMessage());
    }
  }

  private static UserException noPointer(Storage file, String why) {
    return new UserException(
        "model %s is a file, expected a directory, or a file with the path of one in a line%s"
            .formatted(file.path(), why));
  }
}

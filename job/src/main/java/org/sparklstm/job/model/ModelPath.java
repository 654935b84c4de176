package org.sparklstm.job.model;

import org.apache.hadoop.fs.Path;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.checkpoint.StorageException;

/**
 * The place of a model: its directory; the directory of a run or of a Spark ML stage, which has the
 * model below it; or a pointer, a small file that holds such a path and can be replaced at once, as
 * {@code promote} does.
 */
public final class ModelPath {
  /** Directory of the model below that of its run or stage. */
  public static final String MODEL = "model";

  /** Bytes of the largest pointer. */
  private static final int LARGEST = 1 << 16;

  private ModelPath() {}

  /** The directory of the model at a place. */
  public static Storage resolve(Storage place) {
    Storage directory = place.isFile() ? place.at(new Path(read(place))) : place;
    boolean isAround =
        !directory.list().contains(SavedModel.DESCRIPTION)
            && directory.below(MODEL).list().contains(SavedModel.DESCRIPTION);
    return isAround ? directory.below(MODEL) : directory;
  }

  /**
   * The path in a pointer.
   *
   * @param pointer which must exist
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
      throw invalid(pointer, ": " + e.getMessage());
    }
  }

  private static UserException invalid(Storage file, String why) {
    return new UserException(
        "model %s is a file, expected a directory, or a file with the path of one in a line%s"
            .formatted(file.path(), why));
  }
}

package org.sparklstm.job.run;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.checkpoint.StorageException;

/**
 * Where a model lies: its directory, or a small file that holds the path of one and can be switched
 * to another at once, as {@code promote} does.
 */
final class ModelPath {
  /** A file larger than that is no pointer. */
  private static final int LARGEST = 1 << 16;

  private ModelPath() {}

  /**
   * The directory that a path stands for.
   *
   * @param path of a directory or a pointer
   */
  static String resolve(String path, Configuration hadoop) {
    Path file = new Path(path);
    try {
      FileSystem files = file.getFileSystem(hadoop);
      if (!files.exists(file) || files.getFileStatus(file).isDirectory()) {
        return path;
      }
      return read(file, hadoop);
    } catch (IOException e) {
      throw new UserException("model %s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * What a pointer names.
   *
   * @param file which must be there
   */
  static String read(Path file, Configuration hadoop) {
    Path absolute = file.isAbsolute() ? file : new Path(Path.CUR_DIR, file);
    Storage storage = new Storage(absolute.getParent(), hadoop);
    String text;
    try {
      text = storage.readText(absolute.getName(), LARGEST).strip();
    } catch (StorageException e) {
      throw noPointer(file, ": " + e.getMessage());
    }
    if (text.isEmpty() || text.lines().count() > 1) {
      throw noPointer(file, "");
    }
    return text;
  }

  private static UserException noPointer(Path file, String why) {
    return new UserException(
        "model %s is a file, expected a directory, or a file with the path of one in a line%s"
            .formatted(file, why));
  }
}

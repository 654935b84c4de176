package org.sparklstm.job.model;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.sparklstm.job.UserException;
import org.sparklstm.job.storage.PathText;
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

  /** Schemes of servers that a stored file must not make us connect to. */
  private static final Set<String> OF_THE_WEB = Set.of("http", "https", "ftp", "sftp");

  /** Largest size of a pointer in bytes. */
  private static final int LARGEST = 4096;

  private ModelPath() {}

  /** The directory of the model that a path names. */
  public static Storage resolve(Storage place) {
    ofTheWeb(place.path())
        .ifPresent(
            scheme -> {
              throw new UserException(
                  "model %s: %s:// is no place for a model".formatted(place.path(), scheme));
            });
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
    Path path;
    try {
      path = new Path(text);
    } catch (IllegalArgumentException e) {
      throw invalid(pointer, ": " + PathText.reason(e));
    }
    ofTheWeb(path)
        .ifPresent(
            scheme -> {
              throw invalid(pointer, ": %s:// is no place for a model".formatted(scheme));
            });
    return path.toString();
  }

  /** The scheme of a path, if it is one of the web. */
  private static Optional<String> ofTheWeb(Path path) {
    return Optional.ofNullable(path.toUri().getScheme())
        .map(scheme -> scheme.toLowerCase(Locale.ROOT))
        .filter(OF_THE_WEB::contains);
  }

  private static UserException invalid(Storage file, String why) {
    return new UserException(
        "model %s is a file, expected a directory, or a file with the path of a directory on one line%s"
            .formatted(file.path(), why));
  }
}

package org.sparklstm.job.storage;

import org.apache.hadoop.fs.Path;
import org.sparklstm.job.UserException;

/** Paths as people write them. */
public final class PathText {
  private PathText() {}

  /** Why a text is no path, without the class of the error that says so. */
  public static String reason(IllegalArgumentException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }

  /**
   * The path that a text names.
   *
   * @throws UserException if it is none
   */
  public static Path of(String text) {
    if (text.equals("~") || text.startsWith("~/")) {
      throw new UserException(
          "'%s' would be a directory named ~: write the whole path".formatted(text));
    } else if (text.startsWith("\"") || text.startsWith("'")) {
      throw new UserException("%s is no path: leave out the quotes".formatted(text));
    }
    try {
      return new Path(text);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "'%s' is no path (%s); write ./%s for a file of that name"
              .formatted(text, reason(e), text),
          e);
    }
  }
}

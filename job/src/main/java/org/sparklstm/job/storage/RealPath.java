package org.sparklstm.job.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Paths without links and mounts, to see whether two of them are the same place. */
public final class RealPath {
  private RealPath() {}

  /** See {@link Storage#realPath}. */
  static Path of(Path path, FileSystem files) throws IOException {
    Path whole = files.makeQualified(path);
    return files instanceof RawLocalFileSystem local
        ? files.makeQualified(new Path(local(local.pathToFile(whole).toPath()).toString()))
        : elsewhere(files, whole);
  }

  private static java.nio.file.Path local(java.nio.file.Path path) throws IOException {
    java.nio.file.Path normal = path.toAbsolutePath().normalize();
    if (Files.exists(path)) {
      return path.toRealPath();
    } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is a link to something that does not exist");
    } else if (normal.getParent() == null) {
      return normal;
    }
    return local(normal.getParent()).resolve(normal.getFileName());
  }

  private static Path elsewhere(FileSystem files, Path path) throws IOException {
    try {
      return files.resolvePath(path);
    } catch (FileNotFoundException e) {
      Path parent = path.getParent();
      return parent == null ? path : new Path(elsewhere(files, parent), path.getName());
    }
  }

  /** Whether a place is another one, or lies in it. */
  public static boolean isIn(Path place, Path other) {
    boolean sameStore =
        String.valueOf(place.toUri().getScheme()).equals(String.valueOf(other.toUri().getScheme()))
            && String.valueOf(place.toUri().getAuthority())
                .equals(String.valueOf(other.toUri().getAuthority()));
    String one = slashed(place);
    return sameStore && one.startsWith(slashed(other));
  }

  private static String slashed(Path path) {
    String text = path.toUri().getPath();
    return text.endsWith("/") ? text : text + "/";
  }
}

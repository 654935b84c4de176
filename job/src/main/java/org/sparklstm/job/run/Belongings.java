package org.sparklstm.job.run;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparklstm.job.UserException;
import org.sparklstm.job.storage.PathText;
import org.sparklstm.job.storage.RealPath;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/** Places that a result must not replace, whatever links lead to them. */
final class Belongings {
  private final Configuration hadoop;
  private final Duration timeout;
  private final List<Place> places = new ArrayList<>();

  /**
   * @param timeout time without progress after which asking for a place fails; zero waits forever
   */
  Belongings(Configuration hadoop, Duration timeout) {
    this.hadoop = hadoop;
    this.timeout = timeout;
  }

  /**
   * @param name of the place in messages
   * @param path as the user gave it
   * @param real without links
   * @param within whether a result may lie in it
   */
  private record Place(String name, Path path, Path real, Within within) {}

  /** Schemes whose paths may lead elsewhere: through links, or a table of mounts. */
  private static final Set<String> WITH_LINKS = Set.of("file", "viewfs");

  /** Whether a result may lie in a place. */
  enum Within {
    ALLOWED,
    REFUSED
  }

  /** Adds a place; its paths with and without links. */
  void add(String name, String path, Within within) {
    Path given = PathText.of(path);
    try {
      places.add(new Place(name, given, new Storage(given, hadoop, timeout).realPath(), within));
    } catch (StorageException e) {
      // it may be there all the same, and be reached a moment later
      places.add(new Place(name, given, given, within));
    }
  }

  /** Adds the files that a pattern of Hadoop's matches, and the pattern's directory. */
  void addPattern(String name, String pattern) {
    add(
        name,
        pattern.replaceFirst("[^/]*[*?{\\[].*", "").replaceFirst("^$", "."),
        patternRule(pattern));
    if (!isPattern(pattern)) {
      return;
    }
    Path path = PathText.of(pattern);
    try {
      FileSystem files = path.getFileSystem(hadoop);
      FileStatus[] found = files.globStatus(path);
      for (FileStatus status : found == null ? new FileStatus[0] : found) {
        add(name, status.getPath().toString(), Within.REFUSED);
      }
    } catch (IOException e) {
      // whoever reads it says what is wrong with it
    }
  }

  /**
   * Adds the directories of files that Spark reads.
   *
   * @param files as Spark names them: URIs
   */
  void addDirectories(String name, String[] files) {
    Arrays.stream(files)
        .map(file -> decoded(file).getParent())
        .filter(Objects::nonNull)
        .distinct()
        .forEach(
            directory -> {
              if (WITH_LINKS.contains(String.valueOf(directory.toUri().getScheme()))) {
                add(name, directory.toString(), Within.ALLOWED);
              } else {
                // resolving each one would cost a request
                places.add(new Place(name, directory, directory, Within.ALLOWED));
              }
            });
  }

  private static Path decoded(String file) {
    try {
      return new Path(URI.create(file));
    } catch (IllegalArgumentException e) {
      // not a URI: some sources name their files differently
      return new Path(file);
    }
  }

  private static boolean isPattern(String path) {
    return path.matches("(?s).*[*?{\\[].*");
  }

  private static Within patternRule(String path) {
    return isPattern(path) ? Within.ALLOWED : Within.REFUSED;
  }

  /**
   * Checks that a result is apart from all these places.
   *
   * @param option that says where the result goes
   * @return the place of the result, without links
   */
  Path requireApart(String option, Storage result) {
    Path given = result.path();
    Path real = result.realPath();
    if (real.getParent() == null) {
      throw new UserException(
          "%s %s is the root of a storage; choose a directory in it".formatted(option, given));
    }
    for (Place place : places) {
      boolean overlaps =
          RealPath.isIn(place.real(), real)
              || RealPath.isIn(result.at(place.path()).path(), given)
              || (place.within() == Within.REFUSED && RealPath.isIn(real, place.real()));
      if (overlaps) {
        throw new UserException(
            "%s %s overlaps with the %s%s; choose another path"
                .formatted(
                    option,
                    given,
                    place.name(),
                    real.equals(given) ? "" : " (it leads to %s)".formatted(real)));
      }
    }
    return real;
  }
}

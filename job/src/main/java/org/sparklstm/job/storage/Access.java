package org.sparklstm.job.storage;

import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparklstm.job.UserException;

/**
 * How storage is used: with a timeout, with a guard before each change, and with failures as {@link
 * StorageException}.
 *
 * @param timeout time without progress after which an operation fails; zero waits forever
 * @param guard called right before each change; throws if it must not happen
 */
record Access(Configuration hadoop, Duration timeout, Renames.Contexts contexts, Runnable guard) {

  static Access to(Configuration hadoop, Duration timeout) {
    return new Access(hadoop, timeout, new Renames.Contexts(hadoop), () -> {});
  }

  Access guardedBy(Runnable other) {
    return new Access(hadoop, timeout, contexts, other);
  }

  /** For a path that may lie on another file system. */
  Access elsewhere() {
    return new Access(hadoop, timeout, new Renames.Contexts(hadoop), guard);
  }

  /** With a timeout of at most {@code longest}. */
  Access within(Duration longest) {
    boolean isLonger = timeout.isZero() || timeout.compareTo(longest) > 0;
    return isLonger ? new Access(hadoop, longest, contexts, guard) : this;
  }

  Access withoutTimeout() {
    return new Access(hadoop, Duration.ZERO, contexts, guard);
  }

  /** An operation on a file system. */
  @FunctionalInterface
  interface Operation<T> {
    T apply(FileSystem files, Watchdog.Progress progress) throws IOException;
  }

  /** A placement of a file. */
  @FunctionalInterface
  interface Placement<T> {
    T apply(Placing placing) throws IOException;
  }

  /** A change of a file system. */
  @FunctionalInterface
  interface Change {
    boolean apply(FileSystem files, Renames renames) throws IOException;
  }

  /**
   * Runs an operation.
   *
   * @param failure says what failed, with a place for the path
   */
  <T> T call(String failure, Path path, Operation<T> operation) {
    try {
      return Watchdog.call(
          timeout, path, progress -> operation.apply(FileSystems.of(path, hadoop), progress));
    } catch (UserException | StorageException e) {
      throw e;
    } catch (IOException | RuntimeException | FSError e) {
      // connectors fail in ways of their own; Hadoop's local file system throws what a full disk
      // says as an Error
      throw new StorageException(
          "%s: %s".formatted(failure.formatted(path), FileSystems.reason(e)), e);
    }
  }

  /** Places a file; the guard is asked when it is about to appear. */
  <T> T place(String failure, Path path, Placement<T> placement) {
    return call(
        failure,
        path,
        (files, progress) -> placement.apply(new Placing(files, contexts, progress, guard)));
  }

  /** Changes something, after the guard has been asked. */
  void change(String failure, Path path, Change change) {
    call(
        failure,
        path,
        (files, progress) -> {
          guard.run();
          return change.apply(files, new Renames(files, contexts));
        });
  }
}

package org.sparklstm.job.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.Shown;

/** Hadoop's file systems, and what they say, in words for people. */
final class FileSystems {
  private FileSystems() {}

  /** The file system of a path. */
  static FileSystem of(Path path, Configuration hadoop) {
    try {
      FileSystem files = path.getFileSystem(hadoop);
      // raw: a checksum file cannot be replaced in the same atomic step as its file
      return files instanceof LocalFileSystem local ? local.getRaw() : files;
    } catch (IOException | RuntimeException e) {
      throw new StorageException(
          "no file system for %s: %s%s".formatted(path, reason(e), advice(path, e)), e);
    }
  }

  private static String advice(Path path, Exception failure) {
    if (String.valueOf(path.toUri().getScheme()).startsWith("s3")) {
      return "; S3 needs s3a:// paths and spark-submit --packages org.apache.hadoop:hadoop-aws:3.4.2";
    }
    return failure instanceof UnsupportedFileSystemException
        ? "; use a scheme that Hadoop supports, such as file or hdfs, or add its connector"
        : "";
  }

  /** A reason for people. The JDK states some causes only by the exception's class. */
  static String reason(Throwable e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof NoSuchFileException) {
      return "its directory does not exist";
    }
    if (e instanceof UnsupportedOperationException && e.getMessage() == null) {
      return "its file system cannot do that";
    }
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : Shown.line(Secrets.hide(e.getMessage()));
  }
}

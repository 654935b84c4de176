package org.sparklstm.job.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Renames within a file system, in one act wherever the file system can. */
record Renames(FileSystem files, Contexts contexts) {

  /**
   * The FileContext for atomic renames. It is created once, because each FileContext on HDFS opens
   * its own client.
   */
  static final class Contexts {
    private final Configuration hadoop;
    private FileContext context;

    Contexts(Configuration hadoop) {
      this.hadoop = hadoop;
    }

    private synchronized FileContext of(FileSystem files) throws UnsupportedFileSystemException {
      if (context == null) {
        context = FileContext.getFileContext(files.getUri(), hadoop);
      }
      return context;
    }
  }

  private java.nio.file.Path local(Path path) {
    return ((RawLocalFileSystem) files).pathToFile(path).toPath();
  }

  /** Renames a file and replaces an existing one. */
  void replacing(Path file, Path target) throws IOException {
    if (files instanceof RawLocalFileSystem) {
      // rename(2); Hadoop's rename may fall back to copying
      Files.move(local(file), local(target), StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try {
      contexts
          .of(files)
          .rename(files.makeQualified(file), files.makeQualified(target), Options.Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException e) {
      // without a FileContext there is no atomic replace: delete and rename leave a short gap
      files.delete(target, false);
      inTwoSteps(file, target);
    }
  }

  /**
   * Renames a file unless the target exists.
   *
   * @return whether it was renamed
   */
  boolean toNewFile(Path file, Path target) throws IOException {
    try {
      if (files instanceof RawLocalFileSystem) {
        // rename(2) would replace a file, link(2) does not
        Files.createLink(local(target), local(file));
        files.delete(file, false);
      } else {
        contexts.of(files).rename(files.makeQualified(file), files.makeQualified(target));
      }
      return true;
    } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException
        | FileSystemException
        | UnsupportedFileSystemException e) {
      // no links, or no FileContext: only the two steps are left
      return inTwoSteps(file, target);
    }
  }

  /**
   * Renames a directory.
   *
   * @throws IOException if something is at the target
   */
  void toNewDirectory(Path directory, Path target) throws IOException {
    boolean renamed = true;
    if (files.exists(target)) {
      renamed = false;
    } else if (files instanceof RawLocalFileSystem) {
      Files.move(local(directory), local(target), StandardCopyOption.ATOMIC_MOVE);
    } else {
      try {
        contexts.of(files).rename(files.makeQualified(directory), files.makeQualified(target));
      } catch (FileAlreadyExistsException e) {
        renamed = false;
      } catch (UnsupportedFileSystemException e) {
        renamed = inTwoSteps(directory, target);
      }
    }
    if (!renamed) {
      throw new IOException("it has appeared meanwhile");
    }
  }

  /**
   * Renames a file unless the target exists, where no other writer looks at the same name.
   *
   * @return whether it was renamed
   */
  boolean inTwoSteps(Path file, Path target) throws IOException {
    if (files.exists(target)) {
      return false;
    } else if (files instanceof RawLocalFileSystem) {
      Files.move(local(file), local(target), StandardCopyOption.ATOMIC_MOVE);
    } else if (!files.rename(file, target)) {
      throw new IOException("renaming %s to it failed".formatted(file));
    }
    return true;
  }
}

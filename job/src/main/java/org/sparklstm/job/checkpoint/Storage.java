package org.sparklstm.job.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * A directory on any Hadoop file system in which every file appears whole or not at all: renamed
 * into place where renaming is atomic, written in one piece where an object appears when its stream
 * closes.
 */
public final class Storage {
  /** Stores whose objects appear at close, and where a rename is a copy. */
  private static final Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "gs", "oss", "cosn", "obs", "wasb", "wasbs");

  private final Path directory;
  private final Configuration hadoop;

  /**
   * @param directory any Hadoop path; its own file system is used
   */
  public Storage(Path directory, Configuration hadoop) {
    this.directory = directory;
    this.hadoop = hadoop;
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Reads a file. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(FSDataInputStream in, long length) throws IOException;
  }

  /** A directory below this one. */
  public Storage below(String name) {
    return new Storage(new Path(directory, name), hadoop);
  }

  /** The directory, with its file system. */
  public Path path() {
    return fileSystem().makeQualified(directory);
  }

  /** Proves that files can be written here, and leaves nothing behind. */
  public void requireWritable() {
    String probe = ".write-test-" + UUID.randomUUID();
    boolean fresh = list().isEmpty();
    write(probe, out -> out.write(0));
    delete(probe);
    if (fresh) {
      delete("");
    }
  }

  /** Writes a file, replacing one of that name. */
  public void write(String name, Content content) {
    Path target = new Path(directory, name);
    try {
      FileSystem files = fileSystem();
      files.mkdirs(directory);
      if (files.exists(target) && files.getFileStatus(target).isDirectory()) {
        throw new IOException("it is a directory");
      }
      if (OBJECT_STORES.contains(files.getUri().getScheme())) {
        writeTo(files, target, content);
        return;
      }
      Path temporary = new Path(directory, "." + name + "." + UUID.randomUUID() + ".tmp");
      try {
        writeTo(files, temporary, content);
        replace(files, temporary, target);
      } finally {
        files.delete(temporary, false);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new StorageException("%s cannot be written: %s".formatted(target, e.getMessage()), e);
    }
  }

  /** A stream that fails is aborted where it can be: closing it would publish half an object. */
  private static void writeTo(FileSystem files, Path path, Content content) throws IOException {
    try (FSDataOutputStream out = files.create(path, true)) {
      try {
        content.writeTo(out);
      } catch (IOException | RuntimeException e) {
        if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
          out.abort();
        }
        throw e;
      }
    }
  }

  private void replace(FileSystem files, Path temporary, Path target) throws IOException {
    if (files instanceof RawLocalFileSystem) {
      // rename(2), which replaces atomically
      if (!files.rename(temporary, target)) {
        throw new IOException("it cannot be renamed into place");
      }
      return;
    }
    try {
      FileContext.getFileContext(files.getUri(), hadoop)
          .rename(
              files.makeQualified(temporary),
              files.makeQualified(target),
              Options.Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException e) {
      // stores without a FileContext cannot replace atomically: the shortest gap there is
      files.delete(target, false);
      if (!files.rename(temporary, target)) {
        throw new IOException("it cannot be renamed into place", e);
      }
    }
  }

  /** Writes text in UTF-8, replacing a file of that name. */
  public void writeText(String name, String text) {
    write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a file.
   *
   * @throws StorageException when it is not there or not what the reader expects
   */
  public <T> T read(String name, Reader<T> reader) {
    Path path = new Path(directory, name);
    try {
      FileSystem files = fileSystem();
      long length = files.getFileStatus(path).getLen();
      try (FSDataInputStream in = files.open(path)) {
        return reader.read(in, length);
      }
    } catch (FileNotFoundException e) {
      throw new StorageException("%s does not exist".formatted(path), e);
    } catch (IOException | UncheckedIOException e) {
      throw new StorageException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** Reads a file as UTF-8 text of at most {@code limit} bytes. */
  public String readText(String name, int limit) {
    return read(
        name,
        (in, length) -> {
          if (length > limit) {
            throw new IOException(
                "it has %,d bytes, expected at most %,d".formatted(length, limit));
          }
          return new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
        });
  }

  /** Names of the files in the directory, sorted; none where it does not exist. */
  public List<String> list() {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus status : fileSystem().listStatus(directory)) {
        names.add(status.getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new StorageException("%s cannot be listed: %s".formatted(directory, e.getMessage()), e);
    }
    names.sort(null);
    return names;
  }

  /** Deletes a file if it is there; the empty name stands for the directory, if it is empty. */
  public void delete(String name) {
    Path path = name.isEmpty() ? directory : new Path(directory, name);
    try {
      fileSystem().delete(path, false);
    } catch (IOException e) {
      throw new StorageException("%s cannot be deleted: %s".formatted(path, e.getMessage()), e);
    }
  }

  private FileSystem fileSystem() {
    try {
      FileSystem files = directory.getFileSystem(hadoop);
      // the checksum files beside local files would have to be replaced in the same instant
      return files instanceof LocalFileSystem local ? local.getRaw() : files;
    } catch (IOException | RuntimeException e) {
      String hint =
          String.valueOf(directory.toUri().getScheme()).startsWith("s3")
              ? " (S3 needs the connector: spark-submit --packages org.apache.hadoop:hadoop-aws:3.4.2, and s3a:// paths)"
              : "";
      throw new StorageException(
          "no file system for %s: %s%s".formatted(directory, e.getMessage(), hint), e);
    }
  }
}

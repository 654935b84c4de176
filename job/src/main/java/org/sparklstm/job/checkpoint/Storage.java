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
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

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

  /** Makes the directory, and proves that files can be written in it. */
  public void create() {
    String probe = ".write-test-" + UUID.randomUUID();
    write(probe, out -> out.write(0));
    delete(probe);
  }

  /** Writes a file, replacing one of that name. */
  public void write(String name, Content content) {
    Path target = new Path(directory, name);
    try {
      FileSystem files = fileSystem();
      files.mkdirs(directory);
      if (OBJECT_STORES.contains(files.getScheme())) {
        writeTo(files, target, content);
        return;
      }
      Path temporary = new Path(directory, "." + name + "." + UUID.randomUUID() + ".tmp");
      try {
        writeTo(files, temporary, content);
        FileContext.getFileContext(files.getUri(), hadoop)
            .rename(
                files.makeQualified(temporary),
                files.makeQualified(target),
                Options.Rename.OVERWRITE);
      } finally {
        files.delete(temporary, false);
      }
    } catch (IOException e) {
      throw new StorageException("%s cannot be written: %s".formatted(target, e.getMessage()), e);
    }
  }

  private static void writeTo(FileSystem files, Path path, Content content) throws IOException {
    try (OutputStream out = files.create(path, true)) {
      content.writeTo(out);
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

  /** Deletes a file if it is there. */
  public void delete(String name) {
    Path path = new Path(directory, name);
    try {
      fileSystem().delete(path, false);
    } catch (IOException e) {
      throw new StorageException("%s cannot be deleted: %s".formatted(path, e.getMessage()), e);
    }
  }

  private FileSystem fileSystem() {
    try {
      return directory.getFileSystem(hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw new StorageException(
          "no file system for %s: %s".formatted(directory, e.getMessage()), e);
    }
  }
}

package org.sparklstm.job.checkpoint;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** A directory on any Hadoop file system. Readers see all of a file or nothing. */
public final class Storage {
  private final Path directory;
  private final Configuration hadoop;
  private final Duration timeout;
  private final Placing.Contexts contexts;

  /** A directory without a timeout. */
  public Storage(Path directory, Configuration hadoop) {
    this(directory, hadoop, Duration.ZERO);
  }

  /**
   * @param directory any Hadoop path; the path selects the file system
   * @param timeout time without progress after which an operation fails; zero waits forever
   */
  public Storage(Path directory, Configuration hadoop, Duration timeout) {
    this(directory, hadoop, timeout, new Placing.Contexts(hadoop));
  }

  private Storage(
      Path directory, Configuration hadoop, Duration timeout, Placing.Contexts contexts) {
    this.directory = directory;
    this.hadoop = hadoop;
    this.timeout = timeout;
    this.contexts = contexts;
  }

  /** The content of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Parses a file. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(InputStream in, long length) throws IOException;
  }

  /** A directory below this one. */
  public Storage below(String name) {
    return new Storage(new Path(directory, name), hadoop, timeout, contexts);
  }

  /** The directory, qualified with its file system. */
  public Path path() {
    return call(
        "%s cannot be reached", directory, progress -> fileSystem().makeQualified(directory));
  }

  /** The parent directory. */
  public Storage above() {
    Path parent = path().getParent();
    return at(parent == null ? path() : parent);
  }

  /** Another directory, with the same timeout. */
  public Storage at(Path other) {
    return new Storage(other, hadoop, timeout);
  }

  /** Whether the path is a file, not a directory. */
  public boolean isFile() {
    return status().map(FileStatus::isFile).orElse(false);
  }

  /** Whether there is anything at the path. */
  public boolean exists() {
    return status().isPresent();
  }

  private Optional<FileStatus> status() {
    return call(
        "%s cannot be reached",
        directory,
        progress -> {
          try {
            return Optional.of(fileSystem().getFileStatus(directory));
          } catch (FileNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** The same directory, with a timeout of at most {@code longest}. */
  Storage within(Duration longest) {
    Duration shorter = timeout.isZero() || timeout.compareTo(longest) > 0 ? longest : timeout;
    return new Storage(directory, hadoop, shorter, contexts);
  }

  /** The path of a file in this directory. */
  public Path file(String name) {
    return new Path(directory, name);
  }

  /** Writes a file and replaces an existing one. */
  public void write(String name, Content content) {
    place(name, (placing, target) -> placing.replace(target, content));
  }

  /**
   * Writes an immutable file of UTF-8 text. An existing file is replaced, because it may be
   * damaged.
   */
  public void publish(String name, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    place(name, (placing, target) -> placing.publish(target, content));
  }

  /** Places a file, in one of the ways that {@link Placing} offers. */
  @FunctionalInterface
  private interface Placement {
    void apply(Placing placing, Path target) throws IOException;
  }

  private void place(String name, Placement placement) {
    Path target = new Path(directory, name);
    call(
        "%s cannot be written",
        target,
        progress -> {
          placement.apply(new Placing(fileSystem(), contexts, progress), target);
          return null;
        });
  }

  private static Content utf8(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes UTF-8 text and replaces an existing file. */
  public void writeText(String name, String text) {
    write(name, utf8(text));
  }

  /**
   * Creates a file of UTF-8 text unless it exists. If several writers try at the same time, only
   * one succeeds, provided that the file system creates files atomically.
   *
   * @return whether this call created the file
   */
  public boolean create(String name, String text) {
    Path target = new Path(directory, name);
    return call(
        "%s cannot be created",
        target,
        progress -> new Placing(fileSystem(), contexts, progress).create(target, utf8(text)));
  }

  /**
   * Reads a file.
   *
   * @throws StorageException if the file does not exist or the reader rejects it
   */
  public <T> T read(String name, Reader<T> reader) {
    Path path = new Path(directory, name);
    return call(
        "%s cannot be read",
        path,
        progress -> {
          FileSystem files = fileSystem();
          long length = length(files, path);
          try (InputStream in = new Reporting(files.open(path), progress)) {
            return reader.read(in, length);
          }
        });
  }

  private static long length(FileSystem files, Path path) throws IOException {
    try {
      return files.getFileStatus(path).getLen();
    } catch (FileNotFoundException e) {
      throw new FileNotFoundException("it does not exist");
    }
  }

  /**
   * Reads a file as UTF-8 text of at most {@code limit} bytes, whose brackets are not nested more
   * deeply than any that this program writes.
   */
  public String readText(String name, int limit) {
    return read(
        name,
        (in, length) -> {
          if (length > limit) {
            throw new IOException(
                "it has %,d bytes, expected at most %,d".formatted(length, limit));
          }
          return Nesting.checked(new String(in.readNBytes((int) length), StandardCharsets.UTF_8));
        });
  }

  /** Names of the directory's entries, sorted; empty if the directory does not exist. */
  public List<String> list() {
    return call(
        "%s cannot be listed",
        directory,
        progress -> {
          List<String> names = new ArrayList<>();
          try {
            for (FileStatus status : fileSystem().listStatus(directory)) {
              names.add(status.getPath().getName());
            }
          } catch (FileNotFoundException e) {
            return List.of();
          }
          names.sort(null);
          return names;
        });
  }

  /** Deletes a file if it exists. */
  public void delete(String name) {
    Path path = new Path(directory, name);
    call("%s cannot be deleted", path, progress -> fileSystem().delete(path, false));
  }

  /** Deletes a directory and its contents if it exists. */
  public void deleteDirectory(String name) {
    Path path = new Path(directory, name);
    call("%s cannot be deleted", path, progress -> fileSystem().delete(path, true));
  }

  /** Deletes temporary files of writers that were killed. No other writer may be active. */
  public void deleteRemains() {
    list().stream().filter(Placing::isTemporary).forEach(this::delete);
  }

  private <T> T call(String failure, Path path, Watchdog.Call<T> call) {
    try {
      return Watchdog.call(timeout, path, call);
    } catch (IOException | UncheckedIOException | IllegalArgumentException | FSError e) {
      // Hadoop's local file system throws what a full disk says as an Error
      throw new StorageException("%s: %s".formatted(failure.formatted(path), reason(e)), e);
    }
  }

  /** A reason for people. The JDK states some causes only by the exception's class. */
  private static String reason(Throwable e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof NoSuchFileException) {
      return "its directory does not exist";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private FileSystem fileSystem() {
    try {
      FileSystem files = directory.getFileSystem(hadoop);
      // raw: a checksum file cannot be replaced in the same atomic step as its file
      return files instanceof LocalFileSystem local ? local.getRaw() : files;
    } catch (IOException | RuntimeException e) {
      throw new StorageException(
          "no file system for %s: %s%s".formatted(directory, reason(e), advice(directory, e)), e);
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

  /** Reports progress with every read. */
  private static final class Reporting extends FilterInputStream {
    private final Watchdog.Progress progress;

    Reporting(InputStream in, Watchdog.Progress progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      progress.report();
      return super.read(bytes, offset, length);
    }
  }
}

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
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** A directory on any Hadoop file system in which every file appears whole or not at all. */
public final class Storage {
  private final Path directory;
  private final Configuration hadoop;
  private final Duration limit;
  private final Placing.Contexts contexts;

  /** A directory whose file system is waited for as long as it takes. */
  public Storage(Path directory, Configuration hadoop) {
    this(directory, hadoop, Duration.ZERO);
  }

  /**
   * @param directory any Hadoop path; its own file system is used
   * @param limit how long that may be silent before it counts as failed; zero for ever
   */
  public Storage(Path directory, Configuration hadoop, Duration limit) {
    this(directory, hadoop, limit, new Placing.Contexts(hadoop));
  }

  private Storage(Path directory, Configuration hadoop, Duration limit, Placing.Contexts contexts) {
    this.directory = directory;
    this.hadoop = hadoop;
    this.limit = limit;
    this.contexts = contexts;
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Reads a file. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(InputStream in, long length) throws IOException;
  }

  /** A directory below this one. */
  public Storage below(String name) {
    return new Storage(new Path(directory, name), hadoop, limit, contexts);
  }

  /** The directory, with its file system. */
  public Path path() {
    return call("%s cannot be reached", directory, sign -> fileSystem().makeQualified(directory));
  }

  /** The directory that it lies in. */
  public Storage above() {
    Path parent = path().getParent();
    return at(parent == null ? path() : parent);
  }

  /** Another directory, waited for as this one is. */
  public Storage at(Path other) {
    return new Storage(other, hadoop, limit);
  }

  /** Whether a file lies where a directory was expected. */
  public boolean isFile() {
    return call(
        "%s cannot be reached",
        directory,
        sign -> {
          try {
            return fileSystem().getFileStatus(directory).isFile();
          } catch (FileNotFoundException e) {
            return false;
          }
        });
  }

  /** The same directory, waited for that long at most. */
  Storage within(Duration shorter) {
    Duration least = limit.isZero() || limit.compareTo(shorter) > 0 ? shorter : limit;
    return new Storage(directory, hadoop, least, contexts);
  }

  /** Where a file lies. */
  public Path file(String name) {
    return new Path(directory, name);
  }

  /** Writes a file, replacing one of that name. */
  public void write(String name, Content content) {
    place(name, (placing, target) -> placing.replace(target, content));
  }

  /**
   * Writes text in UTF-8 to a file that will not change; one of that name that is there already,
   * for it may be damaged, is replaced.
   */
  public void publish(String name, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    place(name, (placing, target) -> placing.publish(target, content));
  }

  /** A way to place a file. */
  @FunctionalInterface
  private interface Way {
    void place(Placing placing, Path target) throws IOException;
  }

  private void place(String name, Way way) {
    Path target = new Path(directory, name);
    call(
        "%s cannot be written",
        target,
        sign -> {
          way.place(new Placing(fileSystem(), contexts, sign), target);
          return null;
        });
  }

  private static Content utf8(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes text in UTF-8, replacing a file of that name. */
  public void writeText(String name, String text) {
    write(name, utf8(text));
  }

  /**
   * Writes text in UTF-8 to a file that is not there yet. Of several that try only one succeeds,
   * where the file system can tell.
   *
   * @return whether it was this one
   */
  public boolean create(String name, String text) {
    Path target = new Path(directory, name);
    return call(
        "%s cannot be created",
        target, sign -> new Placing(fileSystem(), contexts, sign).create(target, utf8(text)));
  }

  /**
   * Reads a file.
   *
   * @throws StorageException when it is not there or not what the reader expects
   */
  public <T> T read(String name, Reader<T> reader) {
    Path path = new Path(directory, name);
    return call(
        "%s cannot be read",
        path,
        sign -> {
          FileSystem files = fileSystem();
          long length = length(files, path);
          try (InputStream in = new Signing(files.open(path), sign)) {
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

  /** Names of what is in the directory, sorted; none where it does not exist. */
  public List<String> list() {
    return call(
        "%s cannot be listed",
        directory,
        sign -> {
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

  /** Deletes a file if it is there. */
  public void delete(String name) {
    delete(name, false);
  }

  /** Deletes a directory if it is there, with all that is in it. */
  public void deleteDirectory(String name) {
    delete(name, true);
  }

  private void delete(String name, boolean recursive) {
    Path path = new Path(directory, name);
    call("%s cannot be deleted", path, sign -> fileSystem().delete(path, recursive));
  }

  /** Deletes what writers that were ended have left half-written. Nobody may be writing. */
  public void deleteRemains() {
    list().stream().filter(Placing::isTemporary).forEach(this::delete);
  }

  private <T> T call(String failure, Path path, Watchdog.Call<T> call) {
    try {
      return Watchdog.call(limit, path, call);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new StorageException("%s: %s".formatted(failure.formatted(path), reason(e)), e);
    }
  }

  /** Java's own file system says what is wrong by the kind of the exception alone. */
  private static String reason(Exception e) {
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
      // the checksum files beside local files would have to be replaced in the same instant
      return files instanceof LocalFileSystem local ? local.getRaw() : files;
    } catch (IOException | RuntimeException e) {
      String hint =
          String.valueOf(directory.toUri().getScheme()).startsWith("s3")
              ? " (S3 needs the connector: spark-submit --packages org.apache.hadoop:hadoop-aws:3.4.2, and s3a:// paths)"
              : "";
      throw new StorageException(
          "no file system for %s: %s%s".formatted(directory, reason(e), hint), e);
    }
  }

  /** Gives a sign with every read. */
  private static final class Signing extends FilterInputStream {
    private final Watchdog.Sign sign;

    Signing(InputStream in, Watchdog.Sign sign) {
      super(in);
      this.sign = sign;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      sign.give();
      return super.read(bytes, offset, length);
    }
  }
}

package org.sparklstm.job.checkpoint;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A directory on any Hadoop file system. Readers see all of a file or nothing. */
public final class Storage {
  private final Path directory;
  private final Configuration hadoop;
  private final Duration timeout;
  private final Renames.Contexts contexts;
  private final Runnable guard;

  /** A directory without a timeout. */
  public Storage(Path directory, Configuration hadoop) {
    this(directory, hadoop, Duration.ZERO);
  }

  /**
   * @param directory any Hadoop path; the path selects the file system
   * @param timeout time without progress after which an operation fails; zero waits forever
   */
  public Storage(Path directory, Configuration hadoop, Duration timeout) {
    this(directory, hadoop, timeout, new Renames.Contexts(hadoop), () -> {});
  }

  private Storage(
      Path directory,
      Configuration hadoop,
      Duration timeout,
      Renames.Contexts contexts,
      Runnable guard) {
    this.directory = directory;
    this.hadoop = hadoop;
    this.timeout = timeout;
    this.contexts = contexts;
    this.guard = guard;
  }

  /**
   * The same directory, in which nothing is changed without asking.
   *
   * @param guard called right before each change; throws if it must not happen
   */
  public Storage guardedBy(Runnable guard) {
    return new Storage(directory, hadoop, timeout, contexts, guard);
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
    return new Storage(new Path(directory, name), hadoop, timeout, contexts, guard);
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

  /** Another directory, with the same timeout and guard. */
  public Storage at(Path other) {
    return new Storage(other, hadoop, timeout, new Renames.Contexts(hadoop), guard);
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

  /** The same directory, with a timeout of at most {@code longest}; zero waits forever. */
  Storage within(Duration longest) {
    Duration shorter =
        longest.isZero()
            ? longest
            : timeout.isZero() || timeout.compareTo(longest) > 0 ? longest : timeout;
    return new Storage(directory, hadoop, shorter, contexts, guard);
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
          placement.apply(placing(progress), target);
          return null;
        });
  }

  private Placing placing(Watchdog.Progress progress) {
    return new Placing(fileSystem(), contexts, progress, guard);
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
        "%s cannot be created", target, progress -> placing(progress).create(target, utf8(text)));
  }

  /**
   * Writes a whole file unless it exists.
   *
   * @return whether this call created the file
   */
  public boolean publishNew(String name, Content content) {
    Path target = new Path(directory, name);
    return call(
        "%s cannot be written", target, progress -> placing(progress).publishNew(target, content));
  }

  /**
   * Writes UTF-8 text, whole, unless the file exists.
   *
   * @return whether this call created the file
   */
  public boolean publishNew(String name, String text) {
    return publishNew(name, utf8(text));
  }

  /** What tells one content of a file from the next, for {@link #replaceIf}. */
  public Optional<String> tag(String name) {
    Path target = new Path(directory, name);
    return call("%s cannot be reached", target, progress -> placing(progress).tag(target));
  }

  /**
   * Replaces a file by UTF-8 text, on an object store only if it has not changed.
   *
   * @param seen tag of the file, as it was seen
   * @return whether it was replaced
   */
  public boolean replaceIf(String name, Optional<String> seen, String text) {
    Path target = new Path(directory, name);
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return call(
        "%s cannot be written",
        target, progress -> placing(progress).replaceIf(target, seen, content));
  }

  /** Whether files can be created here so that of several writers only one succeeds. */
  public boolean createsExclusively() {
    return call(
        "%s cannot be reached",
        directory, progress -> placing(progress).createsExclusively(directory));
  }

  /** Whether files here appear when they are complete, and are renamed by copying. */
  public boolean isObjectStore() {
    return call("%s cannot be reached", directory, progress -> placing(progress).isObjectStore());
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
    return entries().stream().map(Entry::name).toList();
  }

  /** What is in a directory. */
  public record Entry(String name, boolean isDirectory, long length) {}

  /** The directory's entries, sorted by name; empty if the directory does not exist. */
  public List<Entry> entries() {
    return call(
        "%s cannot be listed",
        directory,
        progress -> {
          List<Entry> entries = new ArrayList<>();
          try {
            for (FileStatus status : fileSystem().listStatus(directory)) {
              entries.add(
                  new Entry(status.getPath().getName(), status.isDirectory(), status.getLen()));
            }
          } catch (FileNotFoundException e) {
            return List.of();
          }
          entries.sort(Comparator.comparing(Entry::name));
          return entries;
        });
  }

  /** Moves a file to the same name in another directory, where it must not exist. */
  public void move(String name, Storage other) {
    Path target = new Path(other.directory, name);
    // an object store copies, and does not tell how far it is
    within(Duration.ZERO)
        .change(
            "%s cannot be written",
            target,
            files -> {
              files.mkdirs(other.directory);
              if (!new Renames(files, contexts).inTwoSteps(new Path(directory, name), target)) {
                throw new IOException("it exists already");
              }
              return true;
            });
  }

  /** Makes this directory the other one, which must not exist; in one act, if renames are. */
  public void become(Storage other) {
    change(
        "%s cannot be written",
        other.directory,
        files -> {
          new Renames(files, contexts).toNewDirectory(directory, other.directory);
          return true;
        });
  }

  /** Deletes this directory if it is empty. */
  public void deleteIfEmpty() {
    if (exists() && list().isEmpty()) {
      change("%s cannot be deleted", directory, files -> files.delete(directory, false));
    }
  }

  /** Deletes a file if it exists. */
  public void delete(String name) {
    Path path = new Path(directory, name);
    change("%s cannot be deleted", path, files -> files.delete(path, false));
  }

  /** Deletes a directory and its contents if it exists. */
  public void deleteDirectory(String name) {
    Path path = new Path(directory, name);
    change("%s cannot be deleted", path, files -> files.delete(path, true));
  }

  /** Deletes temporary files of writers that were killed. No other writer may be active. */
  public void deleteRemains() {
    list().stream().filter(Placing::isTemporary).forEach(this::delete);
  }

  /** Deletes temporary files for one target. No other writer of it may be active. */
  public void deleteRemains(String target) {
    list().stream().filter(name -> Placing.isTemporary(name, target)).forEach(this::delete);
  }

  /** Changes a file system. */
  @FunctionalInterface
  private interface Change {
    boolean apply(FileSystem files) throws IOException;
  }

  private void change(String failure, Path path, Change change) {
    call(
        failure,
        path,
        progress -> {
          guard.run();
          return change.apply(fileSystem());
        });
  }

  private <T> T call(String failure, Path path, Watchdog.Call<T> call) {
    try {
      return Watchdog.call(timeout, path, call);
    } catch (IOException | UncheckedIOException | IllegalArgumentException | FSError e) {
      // Hadoop's local file system throws what a full disk says as an Error
      throw new StorageException(
          "%s: %s".formatted(failure.formatted(path), FileSystems.reason(e)), e);
    }
  }

  private FileSystem fileSystem() {
    return FileSystems.of(directory, hadoop);
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

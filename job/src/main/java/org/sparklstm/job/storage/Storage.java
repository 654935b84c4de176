package org.sparklstm.job.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A directory on any Hadoop file system. Readers see all of a file or nothing. */
public final class Storage {
  private final Path directory;
  private final Access access;

  /** A directory without a timeout. */
  public Storage(Path directory, Configuration hadoop) {
    this(directory, hadoop, Duration.ZERO);
  }

  /**
   * @param directory any Hadoop path; the path selects the file system
   * @param timeout time without progress after which an operation fails; zero waits forever
   */
  public Storage(Path directory, Configuration hadoop, Duration timeout) {
    this(directory, Access.to(hadoop, timeout));
  }

  private Storage(Path directory, Access access) {
    this.directory = directory;
    this.access = access;
  }

  /**
   * The same directory, in which nothing is changed without asking.
   *
   * @param guard called right before each change; throws if it must not happen
   */
  public Storage guardedBy(Runnable guard) {
    return new Storage(directory, access.guardedBy(guard));
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
    return new Storage(new Path(directory, name), access);
  }

  /** The directory, qualified with its file system. */
  public Path path() {
    return access.call(
        "%s cannot be reached", directory, (files, progress) -> files.makeQualified(directory));
  }

  /**
   * The place that the path leads to, without links and mounts. Of what does not exist yet, the
   * nearest parent that exists is resolved.
   */
  public Path realPath() {
    return access.call(
        "%s cannot be resolved", directory, (files, progress) -> RealPath.of(directory, files));
  }

  /** The parent directory. */
  public Storage above() {
    Path parent = path().getParent();
    return at(parent == null ? path() : parent);
  }

  /** Another directory, with the same timeout and guard. */
  public Storage at(Path other) {
    return new Storage(other, access.elsewhere());
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
    return access.call(
        "%s cannot be reached",
        directory,
        (files, progress) -> {
          try {
            return Optional.of(files.getFileStatus(directory));
          } catch (FileNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** The same directory, with a timeout of at most {@code longest}. */
  Storage within(Duration longest) {
    return new Storage(directory, access.within(longest));
  }

  /** The path of a file in this directory. */
  public Path file(String name) {
    return new Path(directory, name);
  }

  /** Writes a file and replaces an existing one. */
  public void write(String name, Content content) {
    access.place(
        "%s cannot be written",
        file(name),
        placing -> {
          placing.replace(file(name), content);
          return true;
        });
  }

  /**
   * Writes an immutable file of UTF-8 text. An existing file is replaced, because it may be
   * damaged.
   */
  public void publish(String name, String text) {
    access.place(
        "%s cannot be written",
        file(name),
        placing -> {
          placing.publish(file(name), utf8(text));
          return true;
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
    return access.place(
        "%s cannot be created", file(name), placing -> placing.create(file(name), utf8(text)));
  }

  /**
   * Writes a whole file unless it exists.
   *
   * @return whether this call created the file
   */
  public boolean publishNew(String name, Content content) {
    return access.place(
        "%s cannot be written", file(name), placing -> placing.publishNew(file(name), content));
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
    return access.place("%s cannot be reached", file(name), placing -> placing.tag(file(name)));
  }

  /**
   * Replaces a file by UTF-8 text, on an object store only if it has not changed.
   *
   * @param seen tag of the file, as it was seen
   * @return whether it was replaced
   */
  public boolean replaceIf(String name, Optional<String> seen, String text) {
    return access.place(
        "%s cannot be written",
        file(name), placing -> placing.replaceIf(file(name), seen, utf8(text)));
  }

  /** Whether files can be created here so that of several writers only one succeeds. */
  public boolean createsExclusively() {
    return access.place(
        "%s cannot be reached", directory, placing -> placing.createsExclusively(directory));
  }

  /** Whether files here appear when they are complete, and are renamed by copying. */
  public boolean isObjectStore() {
    return access.place("%s cannot be reached", directory, Placing::isObjectStore);
  }

  /**
   * Reads a file.
   *
   * @throws StorageException if the file does not exist or the reader rejects it
   */
  public <T> T read(String name, Reader<T> reader) {
    return access.call(
        "%s cannot be read",
        file(name),
        (files, progress) -> {
          long length = length(files, file(name));
          try (InputStream in = new ReportingInputStream(files.open(file(name)), progress)) {
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
    return access.call(
        "%s cannot be listed",
        directory,
        (files, progress) -> {
          List<Entry> entries = new ArrayList<>();
          try {
            for (FileStatus status : files.listStatus(directory)) {
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
    // an object store copies, and does not tell how far it is
    access
        .withoutTimeout()
        .change(
            "%s cannot be written",
            other.file(name),
            (files, renames) -> {
              files.mkdirs(other.directory);
              if (!renames.inTwoSteps(file(name), other.file(name))) {
                throw new IOException("it exists already");
              }
              return true;
            });
  }

  /** Renames this directory, in one act where renames are; nothing may be at the other path. */
  public void become(Storage other) {
    access.change(
        "%s cannot be written",
        other.directory,
        (files, renames) -> {
          renames.toNewDirectory(directory, other.directory);
          return true;
        });
  }

  /** Deletes this directory if it is empty. */
  public void deleteIfEmpty() {
    if (!exists() || !list().isEmpty()) {
      return;
    }
    access.change(
        "%s cannot be deleted",
        directory,
        (files, renames) ->
            // Hadoop's would delete what another process creates in it meanwhile
            files instanceof RawLocalFileSystem local
                ? Files.deleteIfExists(local.pathToFile(directory).toPath())
                : files.delete(directory, false));
  }

  /** Deletes a file if it exists. */
  public void delete(String name) {
    delete(file(name), false);
  }

  /** Deletes a directory and its contents if it exists. */
  public void deleteDirectory(String name) {
    delete(file(name), true);
  }

  private void delete(Path path, boolean recursive) {
    access.change(
        "%s cannot be deleted",
        path,
        (files, renames) -> {
          if (!files.delete(path, recursive) && files.exists(path)) {
            throw new IOException("it is still there; is its directory writable?");
          }
          return true;
        });
  }

  /** Deletes temporary files of writers that were killed. No other writer may be active. */
  public void deleteRemains() {
    list().stream().filter(Placing::isTemporary).forEach(this::delete);
  }

  /** Deletes temporary files for one target. No other writer of it may be active. */
  public void deleteRemains(String target) {
    list().stream().filter(name -> Placing.isTemporary(name, target)).forEach(this::delete);
  }
}

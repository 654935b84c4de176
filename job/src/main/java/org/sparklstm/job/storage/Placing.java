package org.sparklstm.job.storage;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.sparklstm.core.tensor.Fingerprint;

/**
 * Writes files so that readers see all of a file or nothing: by an atomic rename on file systems,
 * and by a single upload on object stores, where an object appears when its stream closes.
 *
 * @param progress called as bytes are written
 * @param guard called right before a file becomes visible; throws if it must not
 */
record Placing(
    FileSystem files, Renames.Contexts contexts, Watchdog.Progress progress, Runnable guard) {
  /** Schemes of stores where an object appears at close, and where a rename is a copy. */
  private static final Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "gs", "oss", "cosn", "obs", "wasb", "wasbs");

  /** Options that Hadoop has names for since 3.4.2; before, no file system knows them. */
  private static final String IF_ABSENT = "fs.option.create.conditional.overwrite";

  private static final String IF_UNCHANGED = IF_ABSENT + ".etag";

  private static final String TEMPORARY = ".tmp";

  /** Whether this is the name of a temporary file. */
  static boolean isTemporary(String name) {
    return name.startsWith(".") && name.endsWith(TEMPORARY);
  }

  /** Whether this is the name of a temporary file for that target. */
  static boolean isTemporary(String name, String target) {
    return isTemporary(name) && name.startsWith("." + target + ".");
  }

  /** The last step of a placement: a whole temporary file becomes the target. */
  @FunctionalInterface
  private interface LastStep {
    boolean apply(Path temporary, Path target) throws IOException;
  }

  private Renames renames() {
    return new Renames(files, contexts);
  }

  boolean isObjectStore() {
    return OBJECT_STORES.contains(files.getUri().getScheme());
  }

  /** Writes a file and replaces an existing one. */
  void replace(Path target, Storage.Content content) throws IOException {
    prepare(target);
    if (isObjectStore()) {
      upload(files.createFile(target).recursive().overwrite(true), content);
      return;
    }
    throughTemporary(
        target,
        content,
        (temporary, place) -> {
          renames().replacing(temporary, place);
          return true;
        });
  }

  /**
   * Replaces a file if it is the one that was seen. An object store compares; elsewhere the guard
   * decides.
   *
   * @param seen tag of the file that was seen; empty if there was none
   * @return whether it was replaced
   */
  boolean replaceIf(Path target, Optional<String> seen, Storage.Content content)
      throws IOException {
    if (!isObjectStore()) {
      replace(target, content);
      return true;
    } else if (seen.isEmpty()) {
      return publishNew(target, content);
    }
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(target).recursive().overwrite(true);
    String conditional = IF_UNCHANGED;
    if (!seen.get().isEmpty() && files.hasPathCapability(target, conditional)) {
      builder.must(conditional, seen.get());
    }
    try {
      upload(builder, content);
      return true;
    } catch (IOException e) {
      if (tag(target).equals(seen)) {
        throw e;
      }
      return has(target, content);
    }
  }

  /** The object's ETag, which changes with its content; nothing if there is no object. */
  Optional<String> tag(Path target) throws IOException {
    try {
      FileStatus status = files.getFileStatus(target);
      String tag = status instanceof EtagSource source ? source.getEtag() : null;
      return Optional.of(tag == null ? "" : tag);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes an immutable file. On object stores with conditional writes, a file that another writer
   * creates at the same time is not replaced.
   */
  void publish(Path target, Storage.Content content) throws IOException {
    if (!isObjectStore() || files.exists(target)) {
      replace(target, content);
      return;
    }
    try {
      upload(ifAbsent(target), content);
    } catch (IOException e) {
      if (!has(target, content)) {
        throw e;
      }
    }
  }

  /**
   * Writes a whole file unless it exists.
   *
   * @return whether this call created it
   */
  boolean publishNew(Path target, Storage.Content content) throws IOException {
    prepare(target);
    if (!isObjectStore()) {
      return throughTemporary(target, content, renames()::toNewFile);
    } else if (files.exists(target)) {
      return false;
    }
    try {
      upload(ifAbsent(target), content);
      return true;
    } catch (IOException e) {
      if (!files.exists(target)) {
        throw e;
      }
      // only when the stream closes an object store reports that another writer was first
      return has(target, content);
    }
  }

  private void prepare(Path target) throws IOException {
    files.mkdirs(target.getParent());
    if (files.exists(target) && files.getFileStatus(target).isDirectory()) {
      throw new IOException("it is a directory; delete it or choose another name");
    }
  }

  private boolean throughTemporary(Path target, Storage.Content content, LastStep last)
      throws IOException {
    Path temporary =
        new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + TEMPORARY);
    boolean placed = false;
    try {
      write(files.create(temporary, true), content);
      progress.report();
      // who loses the lock after this finds that the next holder has deleted the temporary file
      guard.run();
      placed = last.apply(temporary, target);
      return placed;
    } finally {
      if (!placed) {
        deleteQuietly(temporary);
      }
    }
  }

  /** Deletes a file that the next holder of the lock would delete, too. */
  private void deleteQuietly(Path temporary) {
    try {
      files.delete(temporary, false);
    } catch (IOException e) {
      // the failure that led here is more important
    }
  }

  /** If a response is lost, the client retries and finds the file that it wrote itself. */
  private boolean has(Path target, Storage.Content content) throws IOException {
    if (!files.exists(target)) {
      return false;
    }
    MessageDigest found = Fingerprint.digest();
    try (InputStream in = files.open(target);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), found)) {
      in.transferTo(out);
    }
    MessageDigest wanted = Fingerprint.digest();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), wanted)) {
      content.writeTo(out);
    }
    return MessageDigest.isEqual(found.digest(), wanted.digest());
  }

  /** Whether the store refuses to create a file that another writer has created meanwhile. */
  boolean createsExclusively(Path target) throws IOException {
    return !isObjectStore() || files.hasPathCapability(target, IF_ABSENT);
  }

  private FSDataOutputStreamBuilder<?, ?> ifAbsent(Path target) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(target).recursive().overwrite(false);
    String conditional = IF_ABSENT;
    if (files.hasPathCapability(target, conditional)) {
      builder.must(conditional, true);
    }
    return builder;
  }

  /**
   * Creates a file unless it exists. Its existence is atomic, its content follows.
   *
   * @return whether this call created it
   */
  boolean create(Path target, Storage.Content content) throws IOException {
    files.mkdirs(target.getParent());
    OutputStream out;
    try {
      out = open(target);
    } catch (IOException e) {
      if (files.exists(target)) {
        return false;
      }
      throw e;
    }
    try {
      if (out instanceof FSDataOutputStream stream) {
        write(stream, content);
      } else {
        try (out) {
          content.writeTo(out);
        }
      }
      return true;
    } catch (IOException e) {
      if (isObjectStore() && files.exists(target)) {
        // an object store reports that another writer was first only when the stream closes
        return false;
      }
      files.delete(target, false);
      throw e;
    }
  }

  /**
   * Opens a file that must not exist. For local files the JDK checks and creates atomically; Hadoop
   * does it in two steps.
   */
  private OutputStream open(Path target) throws IOException {
    return files instanceof RawLocalFileSystem local
        ? Files.newOutputStream(
            local.pathToFile(target).toPath(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)
        : ifAbsent(target).build();
  }

  /** Writes an object, which appears at the end. */
  private void upload(FSDataOutputStreamBuilder<?, ?> object, Storage.Content content)
      throws IOException {
    // not all streams can be aborted, so once before the stream is opened, too
    guard.run();
    write(
        object.build(),
        out -> {
          content.writeTo(out);
          guard.run();
        });
  }

  /**
   * Writes and closes. Aborts a stream that fails, because close would publish a partial object.
   */
  private void write(FSDataOutputStream out, Storage.Content content) throws IOException {
    try (out) {
      try {
        content.writeTo(new Reporting(out, progress));
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
          // the bytes are on disk before the rename, so a power failure loses no renamed file
          out.hsync();
        }
        progress.report();
      } catch (IOException | RuntimeException | Error e) {
        if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
          out.abort();
        }
        throw e;
      }
    }
  }

  /** Reports progress with every write. */
  private static final class Reporting extends FilterOutputStream {
    private final Watchdog.Progress progress;

    Reporting(OutputStream out, Watchdog.Progress progress) {
      super(out);
      this.progress = progress;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      progress.report();
    }
  }
}

package org.sparklstm.job.checkpoint;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Writes files so that readers see all of a file or nothing: by an atomic rename on file systems,
 * and by a single upload on object stores, where an object appears when its stream closes.
 *
 * @param progress called as bytes are written
 */
record Placing(FileSystem files, Contexts contexts, Watchdog.Progress progress) {
  /** Schemes of stores where an object appears at close, and where a rename is a copy. */
  private static final Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "gs", "oss", "cosn", "obs", "wasb", "wasbs");

  private static final String TEMPORARY = ".tmp";

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

  /** Whether this is the name of a temporary file. */
  static boolean isTemporary(String name) {
    return name.startsWith(".") && name.endsWith(TEMPORARY);
  }

  /** Writes a file and replaces an existing one. */
  void replace(Path target, Storage.Content content) throws IOException {
    files.mkdirs(target.getParent());
    if (files.exists(target) && files.getFileStatus(target).isDirectory()) {
      throw new IOException("it is a directory; delete it or choose another name");
    }
    if (isObjectStore()) {
      write(files.create(target, true), content);
      return;
    }
    Path temporary =
        new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + TEMPORARY);
    try {
      write(files.create(temporary, true), content);
      progress.report();
      rename(temporary, target);
    } catch (IOException | RuntimeException | Error e) {
      try {
        files.delete(temporary, false);
      } catch (IOException another) {
        e.addSuppressed(another);
      }
      throw e;
    }
  }

  private boolean isObjectStore() {
    return OBJECT_STORES.contains(files.getUri().getScheme());
  }

  /**
   * Writes an immutable file. On object stores with conditional writes, a file that another writer
   * creates at the same time is not replaced.
   */
  void publish(Path target, byte[] content) throws IOException {
    if (!isObjectStore() || files.exists(target)) {
      replace(target, out -> out.write(content));
      return;
    }
    try {
      write(createNew(target), out -> out.write(content));
    } catch (IOException e) {
      // if a response is lost, the client retries and finds the file that it wrote itself
      if (!files.exists(target) || !Arrays.equals(read(target), content)) {
        throw e;
      }
    }
  }

  private byte[] read(Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return in.readAllBytes();
    }
  }

  private FSDataOutputStream createNew(Path target) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(target).recursive().overwrite(false);
    String conditional = Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
    if (files.hasPathCapability(target, conditional)) {
      builder.must(conditional, true);
    }
    return builder.build();
  }

  private void rename(Path temporary, Path target) throws IOException {
    if (files instanceof RawLocalFileSystem local) {
      // rename(2); Hadoop's rename may fall back to copying
      Files.move(
          local.pathToFile(temporary).toPath(),
          local.pathToFile(target).toPath(),
          StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try {
      contexts
          .of(files)
          .rename(
              files.makeQualified(temporary),
              files.makeQualified(target),
              Options.Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException e) {
      // without a FileContext there is no atomic replace: delete and rename leave a short gap
      files.delete(target, false);
      if (!files.rename(temporary, target)) {
        throw new IOException("renaming %s to it failed".formatted(temporary), e);
      }
    }
  }

  /**
   * Creates a file unless it exists.
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
        : createNew(target);
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

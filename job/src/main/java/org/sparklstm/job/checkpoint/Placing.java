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
 * How a file comes to be, whole or not at all: renamed into place where renaming is atomic, written
 * in one piece where an object appears when its stream closes.
 *
 * @param sign called as bytes are written
 */
record Placing(FileSystem files, Contexts contexts, Watchdog.Sign sign) {
  /** Stores whose objects appear at close, and where a rename is a copy. */
  private static final Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "gs", "oss", "cosn", "obs", "wasb", "wasbs");

  private static final String TEMPORARY = ".tmp";

  /** Where atomic renames come from: one, since on HDFS each is a client of its own. */
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

  /** Whether a file of that name was on its way when its writer ended. */
  static boolean isTemporary(String name) {
    return name.startsWith(".") && name.endsWith(TEMPORARY);
  }

  /** Writes a file, replacing one of that name. */
  void replace(Path target, Storage.Content content) throws IOException {
    files.mkdirs(target.getParent());
    if (files.exists(target) && files.getFileStatus(target).isDirectory()) {
      throw new IOException("it is a directory");
    }
    if (isObjectStore()) {
      write(files.create(target, true), content);
      return;
    }
    Path temporary =
        new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + TEMPORARY);
    try {
      write(files.create(temporary, true), content);
      sign.give();
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
   * Writes a file that will not change. On an object store where nothing of that name is, one that
   * somebody else writes meanwhile is not replaced, if the store can tell.
   */
  void publish(Path target, byte[] content) throws IOException {
    if (!isObjectStore() || files.exists(target)) {
      replace(target, out -> out.write(content));
      return;
    }
    try {
      write(exclusive(target), out -> out.write(content));
    } catch (IOException e) {
      // an answer that got lost on its way makes a client repeat what it has already done
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

  private FSDataOutputStream exclusive(Path target) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(target).recursive().overwrite(false);
    String conditional = Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
    if (files.hasPathCapability(target, conditional)) {
      builder.must(conditional, true);
    }
    return builder.build();
  }

  private void rename(Path temporary, Path target) throws IOException {
    if (files instanceof RawLocalFileSystem local) {
      // rename(2); Hadoop's own rename falls back to copying
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
      // stores without a FileContext cannot replace atomically: the shortest gap there is
      files.delete(target, false);
      if (!files.rename(temporary, target)) {
        throw new IOException("it cannot be renamed into place", e);
      }
    }
  }

  /**
   * Writes a file that nobody else has written; who comes second is told so.
   *
   * @return whether it is ours
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
        // there it is only when an object is complete that somebody else's is found
        return false;
      }
      files.delete(target, false);
      throw e;
    }
  }

  /**
   * Opens a file that must not be there; the JDK does so in one act where Hadoop would look first.
   */
  private OutputStream open(Path target) throws IOException {
    return files instanceof RawLocalFileSystem local
        ? Files.newOutputStream(
            local.pathToFile(target).toPath(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)
        : exclusive(target);
  }

  /** A stream that fails is aborted where it can be: closing it would publish half an object. */
  private void write(FSDataOutputStream out, Storage.Content content) throws IOException {
    try (out) {
      try {
        content.writeTo(new Signing(out, sign));
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
          // a machine that loses power keeps what has been renamed into place
          out.hsync();
        }
        sign.give();
      } catch (IOException | RuntimeException | Error e) {
        if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
          out.abort();
        }
        throw e;
      }
    }
  }

  /** Gives a sign with every write. */
  private static final class Signing extends FilterOutputStream {
    private final Watchdog.Sign sign;

    Signing(OutputStream out, Watchdog.Sign sign) {
      super(out);
      this.sign = sign;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      sign.give();
    }
  }
}

package org.sparklstm.job.storage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files under the scheme {@code faulty}. Injects a fault into the n-th operation. */
public final class FaultyFileSystem extends FileSystem {
  public static final String SCHEME = "faulty";
  private static final URI ROOT = URI.create(SCHEME + ":///");

  private static final AtomicInteger OPERATIONS = new AtomicInteger();
  private static volatile Fault fault = Fault.NONE;
  private static volatile int at;
  private static volatile Runnable meanwhile = () -> {};
  private static volatile CountDownLatch stall = new CountDownLatch(1);

  /** The injected fault. */
  public enum Fault {
    /** No fault. */
    NONE,
    /** The n-th operation fails. */
    ONCE,
    /** The n-th and all later operations fail. */
    GONE,
    /** From the n-th operation on, every write fails after half of its bytes. */
    FULL,
    /** One write silently changes a byte. */
    CORRUPT,
    /** The n-th operation returns only after the next {@link #begin}, and then succeeds. */
    LATE,
    /** The n-th operation returns only after the next {@link #begin}, and then fails. */
    STALL,
    /** Something else happens before the n-th operation, see {@link #meanwhile}. */
    MEANWHILE
  }

  private final RawLocalFileSystem local = new RawLocalFileSystem();
  private Path working = new Path(ROOT.toString());

  /** Starts counting and injects the fault into the n-th operation. */
  public static void begin(Fault what, int n) {
    // ends hanging calls, as the end of a driver's process would
    stall.countDown();
    stall = new CountDownLatch(1);
    OPERATIONS.set(0);
    at = n;
    fault = what;
  }

  /** Stops before the n-th operation, lets something else happen, and goes on. */
  public static void meanwhile(int n, Runnable other) {
    begin(Fault.MEANWHILE, n);
    meanwhile = other;
  }

  /** Operations since {@link #begin}. */
  public static int operations() {
    return OPERATIONS.get();
  }

  public static void configure(Configuration hadoop) {
    hadoop.set("fs." + SCHEME + ".impl", FaultyFileSystem.class.getName());
    hadoop.set("fs.AbstractFileSystem." + SCHEME + ".impl", ForContexts.class.getName());
  }

  /** The adapter that FileContext needs. */
  public static final class ForContexts extends DelegateToFileSystem {
    public ForContexts(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
      super(uri, new FaultyFileSystem(), hadoop, SCHEME, false);
    }

    /** In one act, as HDFS does. */
    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
      Options.Rename option = overwrite ? Options.Rename.OVERWRITE : Options.Rename.NONE;
      ((FaultyFileSystem) fsImpl).rename(from, to, option);
    }
  }

  private static void operation() throws IOException {
    int n = OPERATIONS.incrementAndGet();
    if (fault == Fault.MEANWHILE && n == at) {
      meanwhile.run();
    } else if ((fault == Fault.ONCE && n == at) || (fault == Fault.GONE && n >= at)) {
      throw new IOException("injected fault");
    } else if ((fault == Fault.LATE || fault == Fault.STALL) && n == at) {
      boolean fails = fault == Fault.STALL;
      // an interrupt does not wake up a call that hangs in the kernel
      awaitUninterruptibly(stall);
      if (fails) {
        throw new IOException("given up at last");
      }
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // goes on waiting
      }
    }
  }

  private static boolean isFull() {
    return fault == Fault.FULL && OPERATIONS.get() >= at;
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    local.initialize(URI.create("file:///"), conf);
  }

  private static Path local(Path path) {
    return new Path("file", null, path.toUri().getPath());
  }

  /** Omits owner and permissions, because reading them would start a process per file. */
  private FileStatus status(FileStatus status, Path path) {
    return new FileStatus(
        status.getLen(),
        status.isDirectory(),
        1,
        status.getBlockSize(),
        status.getModificationTime(),
        makeQualified(path));
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    operation();
    return local.open(local(path), bufferSize);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    operation();
    OutputStream out =
        local.create(local(path), overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(
        new FilterOutputStream(out) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            operation();
            if (isFull()) {
              out.write(bytes, offset, length / 2);
              throw new IOException("No space left on device");
            }
            byte[] written = Arrays.copyOfRange(bytes, offset, offset + length);
            if (fault == Fault.CORRUPT && OPERATIONS.get() == at && length > 0) {
              written[length / 2] ^= 1;
            }
            out.write(written);
          }

          @Override
          public void close() throws IOException {
            out.close();
            operation();
          }
        },
        statistics);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    operation();
    return local.rename(local(from), local(to));
  }

  @Override
  @SuppressWarnings("deprecation")
  protected void rename(Path from, Path to, Options.Rename... options) throws IOException {
    operation();
    if (!List.of(options).contains(Options.Rename.OVERWRITE) && local.exists(local(to))) {
      throw new FileAlreadyExistsException(to.toString());
    } else if (!local.rename(local(from), local(to))) {
      throw new IOException("not renamed");
    }
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    operation();
    return local.delete(local(path), recursive);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    operation();
    FileStatus[] found = local.listStatus(local(path));
    for (int i = 0; i < found.length; i++) {
      found[i] = status(found[i], new Path(path, found[i].getPath().getName()));
    }
    return found;
  }

  @Override
  public void setWorkingDirectory(Path directory) {
    working = directory;
  }

  @Override
  public Path getWorkingDirectory() {
    return working;
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    operation();
    if (isFull()) {
      throw new IOException("No space left on device");
    }
    return local.mkdirs(local(path));
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    operation();
    return status(local.getFileStatus(local(path)), path);
  }
}

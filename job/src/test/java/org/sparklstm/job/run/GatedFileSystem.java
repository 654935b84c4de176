package org.sparklstm.job.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.sparklstm.job.storage.Storage;

/** Local files under the scheme {@code gated}. Creating a file may wait, or fail. */
public final class GatedFileSystem extends RawLocalFileSystem {
  private static final String SCHEME = "gated";
  private static final Configuration HADOOP = new Configuration();

  static {
    HADOOP.set("fs." + SCHEME + ".impl", GatedFileSystem.class.getName());
  }

  private static volatile Gate gate = new Gate("");

  /** A gate before the files whose path contains a text. */
  static final class Gate implements AutoCloseable {
    private final String file;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile boolean broken;

    private Gate(String file) {
      this.file = file;
    }

    /** Waits until a writer waits. */
    void awaitWriter() throws InterruptedException {
      reached.await();
    }

    /** Lets all writers through. */
    void open() {
      opened.countDown();
    }

    @Override
    public void close() {
      open();
      gate = new Gate("");
    }

    private void pass(Path path) throws IOException {
      if (file.isEmpty() || !path.toString().contains(file)) {
        return;
      }
      reached.countDown();
      if (broken) {
        throw new IOException("no space left");
      }
      try {
        opened.await();
      } catch (InterruptedException e) {
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
    }
  }

  /** Makes writers wait for files whose path contains that text. */
  static Gate shut(String file) {
    gate = new Gate(file);
    return gate;
  }

  /** Makes writers fail for files whose path contains that text. */
  static Gate broken(String file) {
    Gate broken = new Gate(file);
    broken.broken = true;
    gate = broken;
    return broken;
  }

  /** A local directory behind the gate. */
  static Storage storage(java.nio.file.Path directory) {
    return new Storage(new Path(SCHEME + "://" + directory), HADOOP);
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    gate.pass(path);
    return super.create(path, overwrite, bufferSize, replication, blockSize, progress);
  }
}

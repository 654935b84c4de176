package org.sparklstm.job.distributed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.spark.SparkEnv;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Shard;

/**
 * A memory-mapped file on an executor's local disk that holds the rows of shards outside the heap;
 * the operating system caches the pages in use. The file is deleted as soon as it is open, so
 * nothing is left of it however the executor ends.
 */
final class Scratch implements AutoCloseable {
  /** Values written at a time. */
  private static final int CHUNK = 1 << 14;

  private final FileChannel file;
  private long end;

  /** Opens a file in the directory of Spark's own temporary blocks. */
  Scratch() {
    try {
      Path path =
          SparkEnv.get().blockManager().diskBlockManager().createTempLocalBlock()._2().toPath();
      file =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        Files.delete(path);
      } catch (IOException e) {
        // some systems cannot delete open files; Spark clears its directory when it ends
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the rows of a shard to the file; returns the shard over the mapped rows. */
  Shard keep(Shard shard) {
    Rows rows = shard.rows();
    long bytes = (long) rows.count() * Float.BYTES;
    float[] chunk = new float[CHUNK];
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.nativeOrder());
    try {
      // on a full disk a write through the channel fails; through a mapping the JVM would crash
      for (int i = 0; i < rows.count(); i += CHUNK) {
        int count = Math.min(CHUNK, rows.count() - i);
        rows.copy(i, chunk, 0, count);
        buffer.clear();
        buffer.asFloatBuffer().put(chunk, 0, count);
        buffer.limit(count * Float.BYTES);
        for (long at = end + (long) i * Float.BYTES; buffer.hasRemaining(); ) {
          at += file.write(buffer, at);
        }
      }
      ByteBuffer mapped =
          file.map(FileChannel.MapMode.READ_ONLY, end, bytes).order(ByteOrder.nativeOrder());
      end += bytes;
      return shard.over(new Rows(mapped.asFloatBuffer(), rows.columns()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends writing; shards kept so far stay readable. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

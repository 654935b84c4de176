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
 * A file on an executor's own disk that shards are read from without being in its heap: what is
 * used often stays in the operating system's cache. The file loses its name as soon as it is open,
 * so that nothing is left of it, however the executor ends.
 */
final class Scratch implements AutoCloseable {
  /** Values written at a time. */
  private static final int CHUNK = 1 << 14;

  private final FileChannel file;
  private long end;

  /** Opens a file where Spark keeps its own of this kind. */
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
        // where open files keep their names; Spark clears its directory at its end
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a shard's rows to the file and returns the shard over them there. */
  Shard keep(Shard shard) {
    Rows rows = shard.rows();
    long bytes = (long) rows.count() * Float.BYTES;
    float[] chunk = new float[CHUNK];
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.nativeOrder());
    try {
      // written through the channel, a full disk is an error; through a mapping it would be a crash
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

  /** Ends writing; what has been kept stays readable. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

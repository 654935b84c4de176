package org.sparklstm.job.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.sparklstm.job.UserException;
import org.sparklstm.job.storage.Storage;

/**
 * A file beside an output, whose name begins with that of the output.
 *
 * @param place directory of both
 * @param name name of the file
 * @param signature text near the start of the file if this program wrote it
 */
record Beside(Storage place, String name, String signature) {
  /** Bytes at the start of a file that tell who wrote it. */
  private static final int HEAD = 1 << 16;

  static Beside of(JobContext context, String outputPath, String name, String signature) {
    Path output = context.storage(outputPath).path();
    return new Beside(
        context.storage(output.getParent().toString()), output.getName() + "-" + name, signature);
  }

  /**
   * Refuses to replace what is there, unless this program wrote it and may overwrite it.
   *
   * @throws UserException if the file exists and must stay
   */
  void requireReplaceable(SaveMode mode) {
    if (!place.list().contains(name)) {
      return;
    }
    Path file = place.file(name);
    if (mode != SaveMode.Overwrite) {
      throw new UserException(
          "%s already exists: use --overwrite, or another --output".formatted(file));
    } else if (!place.read(name, Beside::head).contains(signature)) {
      throw new UserException(
          "%s was not written by a back-test: move it away, or use another --output"
              .formatted(file));
    }
  }

  private static String head(InputStream in, long length) throws IOException {
    return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
  }

  /**
   * Deletes the file, so that an old one never lies beside a new output.
   *
   * @param guard lets the directory be changed only while the lock of the output is held
   * @throws UserException if the file exists and must stay
   */
  void clear(SaveMode mode, UnaryOperator<Storage> guard) {
    requireReplaceable(mode);
    Storage guarded = guard.apply(place);
    guarded.deleteRemains(name);
    guarded.delete(name);
  }

  /**
   * Writes the file, and returns its path.
   *
   * @param guard lets the directory be changed only while the lock of the output is held
   * @throws UserException if there is one
   */
  String write(String text, UnaryOperator<Storage> guard) {
    if (!guard.apply(place).publishNew(name, text)) {
      throw new UserException(
          "%s was written by another program meanwhile; it stays, and what belongs there is lost"
              .formatted(place.file(name)));
    }
    return place.file(name).toString();
  }
}

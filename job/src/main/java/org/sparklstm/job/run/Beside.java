package org.sparklstm.job.run;

import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.sparklstm.job.UserException;
import org.sparklstm.job.storage.Storage;

/**
 * A file beside an output, whose name begins with that of the output.
 *
 * @param place directory of both
 * @param name name of the file
 * @param signature text that the file has if this program wrote it
 */
record Beside(Storage place, String name, String signature) {
  /** Largest size of a file that is looked at to see who wrote it. */
  private static final int LARGEST = 256 << 20;

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
    } else if (!place.readText(name, LARGEST).contains(signature)) {
      throw new UserException(
          "%s was not written by a back-test: move it away, or use another --output"
              .formatted(file));
    }
  }

  /** Writes the file. Returns its path. */
  String write(String text) {
    place.write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return place.file(name).toString();
  }
}

package org.sparklstm.job.output;

import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Optional;
import org.sparklstm.job.StoredJson;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/**
 * What {@code _SUCCESS} holds: the files of an output that is complete. It is written last, in one
 * act. Files that it does not list do not belong to the output.
 *
 * @param formatVersion of the marker
 * @param number of the writer; each writer of an output has a higher one
 * @param format of the files
 */
record Marker(int formatVersion, int number, String format, List<Part> files) {
  static final String FILE = "_SUCCESS";
  static final int FORMAT_VERSION = 1;
  private static final int LARGEST = 64 << 20;

  /** A file of an output. */
  record Part(String name, long length) {
    boolean isValid() {
      return OutputNames.isPlain(name) && length >= 0;
    }
  }

  /**
   * The marker of an output; nothing if there is none, or if it is of another program.
   *
   * @throws StorageException if it cannot be read, which is not the same
   */
  static Optional<Marker> of(Storage output) {
    return output.entries().stream()
        .filter(entry -> entry.name().equals(FILE))
        .filter(entry -> !entry.isDirectory() && entry.length() <= LARGEST)
        .findFirst()
        .map(entry -> parse(output.readText(FILE, LARGEST)));
  }

  private static Marker parse(String text) {
    try {
      Marker marker = StoredJson.read(text, Marker.class);
      return marker != null && marker.isValid() ? marker : null;
    } catch (JsonParseException e) {
      return null;
    }
  }

  private boolean isValid() {
    return formatVersion == FORMAT_VERSION
        && number > 0
        && files != null
        && files.stream().allMatch(part -> part != null && part.isValid());
  }

  String toJson() {
    return StoredJson.line(this) + "\n";
  }

  List<String> names() {
    return files.stream().map(Part::name).toList();
  }

  /** The length of a file of this output. */
  Optional<Long> length(String name) {
    return files.stream().filter(part -> part.name().equals(name)).map(Part::length).findFirst();
  }
}

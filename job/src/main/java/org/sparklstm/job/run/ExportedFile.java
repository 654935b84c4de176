package org.sparklstm.job.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.sparklstm.job.StoredJson;
import org.sparklstm.job.UserException;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.storage.PathText;
import org.sparklstm.job.storage.RunLock;
import org.sparklstm.job.storage.Storage;

/**
 * A file that {@code export} or {@code import} writes. An existing one is replaced only if one of
 * them has written it.
 */
final class ExportedFile {
  /** What these files say of where they come from. */
  static final Map<String, String> PRODUCER = Map.of("producer", "spark-lstm");

  /** Fields 1, the version, and 2, the producer, of an ONNX model of ours. */
  private static final String ONNX = "(?s)\\x08.\\x12\\x0aspark-lstm.*";

  private static final int LONGEST_HEADER = 1 << 20;

  private final Storage directory;
  private final String name;

  private ExportedFile(Storage directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  /**
   * Checks where a file is to be written.
   *
   * @param output any Hadoop path
   * @throws UserException if it would replace something else, or lie in a model
   */
  static ExportedFile at(String output, Configuration hadoop) {
    Path place = new Storage(PathText.of(output), hadoop).realPath();
    if (place.getParent() == null) {
      throw new UserException("--output %s is the root of a storage".formatted(output));
    }
    Storage directory = new Storage(place.getParent(), hadoop);
    if (ModelPath.isModel(directory) || ModelPath.isModel(directory.above())) {
      throw new UserException(
          "--output %s lies in the directory of a model; choose another path".formatted(output));
    }
    RunDirectory.requireOutside("--output", new Storage(place, hadoop));
    ExportedFile file = new ExportedFile(directory, place.getName());
    file.requireReplaceable();
    return file;
  }

  private void requireReplaceable() {
    Optional<Storage.Entry> existing =
        directory.entries().stream().filter(entry -> entry.name().equals(name)).findFirst();
    if (existing.filter(Storage.Entry::isDirectory).isPresent()) {
      throw new UserException("--output %s is a directory, expected a file".formatted(path()));
    } else if (existing.isPresent() && !directory.read(name, ExportedFile::isOurs)) {
      throw new UserException(
          "--output %s exists, and was not written by export or import; remove it, or choose another path"
              .formatted(path()));
    }
  }

  private static boolean isOurs(InputStream in, long length) throws IOException {
    byte[] start = in.readNBytes(Long.BYTES);
    byte[] more = in.readNBytes(2 * Long.BYTES);
    String text =
        new String(start, StandardCharsets.ISO_8859_1)
            + new String(more, StandardCharsets.ISO_8859_1);
    if (text.matches(ONNX)) {
      return true;
    } else if (start.length < Long.BYTES) {
      return false;
    }
    long header = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (header < more.length || header > LONGEST_HEADER) {
      return false;
    }
    byte[] rest = in.readNBytes((int) header - more.length);
    return isOurs(
        new String(more, StandardCharsets.UTF_8) + new String(rest, StandardCharsets.UTF_8));
  }

  private static boolean isOurs(String header) {
    try {
      JsonElement metadata = StoredJson.object(header.strip()).get("__metadata__");
      return metadata instanceof JsonObject object
          && PRODUCER.entrySet().stream()
              .allMatch(
                  entry ->
                      object.has(entry.getKey())
                          && object.get(entry.getKey()).isJsonPrimitive()
                          && object.get(entry.getKey()).getAsString().equals(entry.getValue()));
    } catch (JsonParseException e) {
      return false;
    }
  }

  /** The file, without links. */
  Path path() {
    return directory.file(name);
  }

  /**
   * Writes the file; readers see the old one or the new one.
   *
   * @param log receives a line if this call has to wait for another writer
   */
  void write(Storage.Content content, Consumer<String> log) {
    try (RunLock lock = RunLock.beside(directory, name, () -> 0, log)) {
      Storage guarded = lock.guard(directory);
      guarded.deleteRemains(name);
      requireReplaceable();
      guarded.write(name, content);
    }
  }
}

package org.sparklstm.job.checkpoint;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.List;
import org.sparklstm.job.StoredJson;

/**
 * The files of a checkpoint, with their lengths and checksums. The manifest is written after the
 * files, so every file it lists was written completely.
 *
 * @param formatVersion incremented when the meaning of the files changes
 * @param name name of the checkpoint
 * @param files entries of all files
 */
record Manifest(int formatVersion, String name, List<Entry> files) {
  static final int FORMAT_VERSION = 4;

  /**
   * A file of the checkpoint.
   *
   * @param name file name in the checkpoint's directory
   * @param bytes length of the file
   * @param sha256 checksum of its bytes, in hexadecimal
   */
  record Entry(String name, long bytes, String sha256) {}

  String toJson() {
    return StoredJson.pretty(this) + "\n";
  }

  /**
   * Parses a manifest.
   *
   * @param expected name of the checkpoint
   * @param names names of its files, in order
   * @throws IOException if the manifest is invalid or belongs to another checkpoint
   */
  static Manifest parse(String json, String expected, List<String> names) throws IOException {
    Manifest manifest;
    try {
      manifest = StoredJson.read(json, Manifest.class);
    } catch (JsonParseException e) {
      throw new IOException("the manifest is not a valid JSON object", e);
    }
    if (manifest == null || manifest.formatVersion == 0) {
      throw new IOException("the manifest is damaged: it has no format version");
    } else if (manifest.formatVersion != FORMAT_VERSION) {
      throw new IOException(
          "format version is %s, expected %d: resume with the version of spark-lstm that wrote it"
              .formatted(manifest.formatVersion, FORMAT_VERSION));
    }
    if (!expected.equals(manifest.name)) {
      throw new IOException(
          "it is the manifest of %s, expected %s".formatted(manifest.name, expected));
    }
    boolean complete =
        manifest.files != null
            && manifest.files.stream()
                .allMatch(file -> file != null && file.name != null && file.sha256 != null)
            && manifest.files.stream().map(Entry::name).toList().equals(names);
    if (!complete) {
      throw new IOException(
          "it does not list the files %s, each with length and checksum".formatted(names));
    }
    return manifest;
  }

  Entry file(String wanted) {
    return files.stream().filter(file -> file.name.equals(wanted)).findFirst().orElseThrow();
  }
}

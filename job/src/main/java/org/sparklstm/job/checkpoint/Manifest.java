package org.sparklstm.job.checkpoint;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The files of a checkpoint, each with its length and checksum. It is written after them: what it
 * names is there, and was whole.
 *
 * @param formatVersion raised when what the files hold changes its meaning
 * @param name of the checkpoint
 */
record Manifest(int formatVersion, String name, List<Entry> files) {
  static final int FORMAT_VERSION = 4;

  /** The JSON of checkpoints: strict, so that what is damaged is not guessed at. */
  static final Gson JSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .setStrictness(Strictness.STRICT)
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .create();

  /**
   * A file.
   *
   * @param sha256 of its bytes, in hexadecimal
   */
  record Entry(String name, long bytes, String sha256) {}

  String toJson() {
    return JSON.toJson(this) + "\n";
  }

  /**
   * Reads a manifest.
   *
   * @param expected name of the checkpoint
   * @param names of its files
   * @throws IOException saying what is wrong with it
   */
  static Manifest parse(String json, String expected, List<String> names) throws IOException {
    Manifest manifest;
    try {
      manifest = JSON.fromJson(json, Manifest.class);
    } catch (JsonParseException e) {
      throw new IOException("its manifest is no JSON object as expected", e);
    }
    if (manifest == null || manifest.formatVersion != FORMAT_VERSION) {
      throw new IOException(
          "its format version is %s, this version of spark-lstm reads %d"
              .formatted(manifest == null ? "missing" : manifest.formatVersion, FORMAT_VERSION));
    }
    if (!expected.equals(manifest.name)) {
      throw new IOException("its manifest is that of " + manifest.name);
    }
    boolean complete =
        manifest.files != null
            && manifest.files.stream()
                .allMatch(file -> file != null && file.name != null && file.sha256 != null)
            && manifest.files.stream().map(Entry::name).toList().equals(names);
    if (!complete) {
      throw new IOException("its manifest does not name the files %s".formatted(names));
    }
    return manifest;
  }

  Entry file(String wanted) {
    return files.stream()
        .filter(file -> Objects.equals(file.name, wanted))
        .findFirst()
        .orElseThrow();
  }
}

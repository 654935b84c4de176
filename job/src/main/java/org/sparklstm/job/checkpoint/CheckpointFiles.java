package org.sparklstm.job.checkpoint;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.StoredJson;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/** The files of one checkpoint. Each checkpoint has its own directory. */
record CheckpointFiles(Storage directory) {
  private static final String PARAMETERS = "parameters.safetensors";
  private static final String BEST = "best.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String METRICS = "metrics.jsonl";
  private static final String STATE = "state.json";
  private static final int LARGEST_STATE = 64 << 20;
  private static final int LARGEST_METRICS = 1 << 30;

  /** All file names, in the order of the manifest. */
  static final List<String> NAMES = List.of(PARAMETERS, BEST, OPTIMIZER, METRICS, STATE);

  /** Writes all files and returns their manifest entries. */
  List<Manifest.Entry> write(
      TrainingState state, ParameterLayout layout, Origin origin, String metrics) {
    List<Manifest.Entry> entries = new ArrayList<>();
    entries.add(write(PARAMETERS, tensors(layout, state.parameters())::write));
    entries.add(write(BEST, tensors(layout, state.best())::write));
    Map<String, Safetensors.Tensor> arrays = new LinkedHashMap<>();
    state
        .optimizer()
        .state()
        .forEach(
            (name, values) ->
                arrays.put(name, new Safetensors.Tensor(List.of((long) values.length), values)));
    List<float[]> lastEpochs = state.lastEpochs().weights();
    for (int i = 0; i < lastEpochs.size(); i++) {
      float[] values = lastEpochs.get(i);
      arrays.put(
          Checkpoint.LAST_EPOCH + i, new Safetensors.Tensor(List.of((long) values.length), values));
    }
    if (state.streams().length > 0) {
      arrays.put(
          Checkpoint.STREAMS,
          new Safetensors.Tensor(List.of((long) state.streams().length), state.streams()));
    }
    if (state.average().hasBegun()) {
      float[] mean = state.average().mean();
      arrays.put(Checkpoint.AVERAGE, new Safetensors.Tensor(List.of((long) mean.length), mean));
    }
    entries.add(write(OPTIMIZER, new Safetensors(Map.of(), arrays)::write));
    entries.add(writeText(METRICS, metrics));
    entries.add(
        writeText(
            STATE,
            StoredJson.pretty(StateJson.of(state.position(), state.optimizer().steps(), origin))));
    return entries;
  }

  private static Safetensors tensors(ParameterLayout layout, float[] values) {
    return new Safetensors(Map.of(), NamedParameters.tensors(layout, values, ""));
  }

  private Manifest.Entry writeText(String name, String text) {
    return write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Manifest.Entry write(String name, Storage.Content content) {
    MessageDigest digest = Fingerprint.digest();
    long[] bytes = {0};
    directory.write(
        name,
        out -> {
          Counting counting = new Counting(out, digest);
          content.writeTo(counting);
          bytes[0] = counting.bytes;
        });
    return new Manifest.Entry(name, bytes[0], HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * Reads and verifies all files.
   *
   * @throws StorageException if a file is missing or damaged; the message names it
   */
  Checkpoint read(Manifest manifest) {
    StateJson state = read(manifest.file(STATE), in -> StateJson.parse(text(in, LARGEST_STATE)));
    return new Checkpoint(
        manifest.name(),
        state.position(),
        state.optimizerSteps(),
        readTensors(manifest.file(PARAMETERS)),
        readTensors(manifest.file(BEST)),
        readTensors(manifest.file(OPTIMIZER)),
        state.origin(),
        read(manifest.file(METRICS), in -> text(in, LARGEST_METRICS)));
  }

  /** A text is read whole: one of any size would end the driver. */
  private static String text(InputStream in, int limit) throws IOException {
    byte[] bytes = in.readNBytes(limit);
    if (in.read() >= 0) {
      throw new IOException("it has more than %,d bytes".formatted(limit));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Safetensors readTensors(Manifest.Entry entry) {
    return read(entry, in -> Safetensors.read(in, entry.bytes()));
  }

  /**
   * Reads the files back and compares lengths and checksums.
   *
   * @throws StorageException if a file differs from its entry; the message names it
   */
  void verify(List<Manifest.Entry> entries) {
    for (Manifest.Entry entry : entries) {
      read(entry, in -> null);
    }
  }

  @FunctionalInterface
  private interface Parser<T> {
    T parse(InputStream in) throws IOException;
  }

  private <T> T read(Manifest.Entry entry, Parser<T> parser) {
    return directory.read(
        entry.name(),
        (in, length) -> {
          if (length != entry.bytes()) {
            throw new IOException(
                "it has %,d bytes, but its manifest says %,d".formatted(length, entry.bytes()));
          }
          DigestInputStream digesting = new DigestInputStream(in, Fingerprint.digest());
          T content;
          try {
            content = parser.parse(digesting);
          } catch (RuntimeException e) {
            throw new IOException("its content is invalid: " + e.getMessage(), e);
          }
          digesting.transferTo(OutputStream.nullOutputStream());
          String found = HexFormat.of().formatHex(digesting.getMessageDigest().digest());
          if (!found.equals(entry.sha256())) {
            throw new IOException(
                "its SHA-256 is %s, but its manifest says %s".formatted(found, entry.sha256()));
          }
          return content;
        });
  }

  /** Counts and digests the bytes written. */
  private static final class Counting extends FilterOutputStream {
    private final MessageDigest digest;
    private long bytes;

    Counting(OutputStream out, MessageDigest digest) {
      super(out);
      this.digest = digest;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] values, int offset, int length) throws IOException {
      out.write(values, offset, length);
      digest.update(values, offset, length);
      bytes += length;
    }
  }
}

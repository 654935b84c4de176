package org.sparklstm.job.run;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.layer.Cell;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.PoolingSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.UserException;
import org.sparklstm.job.onnx.ImportedNetwork;
import org.sparklstm.job.onnx.OnnxImport;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.storage.PathText;
import org.sparklstm.job.storage.Storage;

/** {@code import}: reads the weights of an ONNX file, for {@code train.initial-weights}. */
public final class ImportRun {
  /** Largest size of a protocol buffers message, and of a Java array. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  /** Entries of the result that are not keys of a configuration. */
  private static final Set<String> SIZES = Set.of("inputs", "outputs");

  private final Configuration hadoop;
  private final Console console;

  public ImportRun(Configuration hadoop, Console console) {
    this.hadoop = hadoop;
    this.console = console;
  }

  /**
   * Reads the weights and writes them as safetensors.
   *
   * @param input ONNX file, any Hadoop path
   * @param output safetensors file, any Hadoop path; replaced if export or import wrote it
   * @return the result as one line of JSON
   */
  public String run(String input, String output) {
    ExportedFile file = ExportedFile.at(output, hadoop);
    ImportedNetwork imported = read(PathText.of(input));
    refuseRelu(input, imported.network());
    Map<String, String> model = model(imported.network());
    Map<String, String> metadata = new LinkedHashMap<>(ExportedFile.PRODUCER);
    metadata.putAll(model);
    file.write(
        new Safetensors(
                metadata,
                NamedParameters.tensors(imported.network().layout(), imported.weights(), ""))
            ::write,
        console::say);
    console.say("written: %s".formatted(file.path()));
    console.say(
        "to start training from it, configure: train { initial-weights = \"%s\" }  model { %s }"
            .formatted(output, keys(model)));
    Json keys = new Json();
    model.forEach(keys::put);
    return new Json()
        .put(ResultKeys.STATUS, "complete")
        .put("input", input)
        .put(ResultKeys.OUTPUT, file.path().toString())
        .put(ResultKeys.MODEL, keys)
        .put(ResultKeys.WEIGHTS_SHA256, Fingerprint.sha256(imported.weights()))
        .redactedLine();
  }

  /** The keys of a configuration; inputs and outputs follow from columns and horizon. */
  private static String keys(Map<String, String> model) {
    return model.entrySet().stream()
        .filter(entry -> !SIZES.contains(entry.getKey()))
        .map(entry -> entry.getKey() + " = " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private Storage directory(Path file) {
    return new Storage(
        file.getParent() == null ? new Path(Path.CUR_DIR) : file.getParent(), hadoop);
  }

  private ImportedNetwork read(Path file) {
    try {
      return directory(file)
          .read(
              file.getName(),
              (in, length) -> {
                if (length > LARGEST) {
                  throw new IOException(
                      "it has %,d bytes, but an ONNX file has at most %,d"
                          .formatted(length, LARGEST));
                }
                return OnnxImport.read(in.readNBytes((int) length));
              });
    } catch (UserException e) {
      throw new UserException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void refuseRelu(String input, NetworkSpec network) {
    if (network.layers().get(0).layer() instanceof RecurrentSpec recurrent
        && recurrent.cell() == Cell.RNN_RELU) {
      throw new UserException(
          "%s has an RNN with relu, but model.cell = rnn is an RNN with tanh; export a network with tanh"
              .formatted(input));
    }
  }

  /** The network as keys of a configuration's {@code model} section. */
  private static Map<String, String> model(NetworkSpec network) {
    List<NetworkSpec.Named> layers = network.layers();
    RecurrentSpec recurrent = (RecurrentSpec) layers.get(0).layer();
    Map<String, String> model = new LinkedHashMap<>();
    model.put("cell", recurrent.cell().toString().replace("rnn_tanh", "rnn"));
    model.put("inputs", Integer.toString(recurrent.inputs()));
    model.put("hidden", Integer.toString(recurrent.hidden()));
    model.put("layers", Integer.toString(recurrent.layers()));
    model.put("bidirectional", Boolean.toString(recurrent.directions() == 2));
    if (layers.size() > 1 && layers.get(1).layer() instanceof PoolingSpec pooling) {
      model.put("pooling", pooling.kind().name().toLowerCase(Locale.ROOT));
      model.put("outputs", Integer.toString(network.outputs()));
    }
    return model;
  }
}

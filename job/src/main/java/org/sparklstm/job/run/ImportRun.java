package org.sparklstm.job.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.PoolingSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.onnx.ImportedNetwork;
import org.sparklstm.job.onnx.OnnxImport;

/** {@code import}: the weights of an ONNX file, for {@code train.initial-weights}. */
public final class ImportRun {
  private final Configuration hadoop;
  private final Console console;

  public ImportRun(Configuration hadoop, Console console) {
    this.hadoop = hadoop;
    this.console = console;
  }

  /**
   * Writes the weights.
   *
   * @param input ONNX file, any Hadoop path
   * @param output safetensors file, any Hadoop path; replaced if it is there
   * @return the result as one line of JSON
   */
  public String run(String input, String output) {
    ImportedNetwork imported = read(new Path(input));
    Map<String, String> model = model(imported.network());
    Path file = new Path(output);
    Storage place = directory(file);
    place.write(
        file.getName(),
        new Safetensors(
                model, NamedParameters.tensors(imported.network().layout(), imported.weights(), ""))
            ::write);
    console.say("written: %s".formatted(place.file(file.getName())));
    console.say(
        "to go on from it set train.initial-weights = \"%s\" and in model: %s"
            .formatted(output, model));
    Json keys = new Json();
    model.forEach(keys::put);
    return new Json()
        .put("status", "complete")
        .put("input", input)
        .put("output", place.file(file.getName()).toString())
        .put("model", keys)
        .put("weights_sha256", Fingerprint.sha256(imported.weights()))
        .line();
  }

  private Storage directory(Path file) {
    return new Storage(
        file.getParent() == null ? new Path(Path.CUR_DIR) : file.getParent(), hadoop);
  }

  private ImportedNetwork read(Path file) {
    try {
      return directory(file)
          .read(file.getName(), (in, length) -> OnnxImport.read(in.readAllBytes()));
    } catch (UserException e) {
      throw new UserException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The network as the keys of a configuration's {@code model} describe it. */
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

package org.sparklstm.job.run;

import com.google.gson.Gson;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.onnx.OnnxExport;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.storage.PathText;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.task.Task;

/** {@code export}: writes a saved model as one file for other systems. */
public final class ExportRun {
  private final Configuration hadoop;
  private final Console console;

  /** File formats. */
  public enum Format {
    /** Scaling, network and baseline, for ONNX Runtime and other runtimes. */
    ONNX,
    /** The weights under PyTorch's names, with the scaling and more as metadata. */
    SAFETENSORS
  }

  public ExportRun(Configuration hadoop, Console console) {
    this.hadoop = hadoop;
    this.console = console;
  }

  /**
   * Writes the file.
   *
   * @param modelPath directory of a saved model, or a pointer to one
   * @param output file, any Hadoop path; replaced if export or import wrote it
   * @return the result as one line of JSON
   */
  public String run(String modelPath, Format format, String output) {
    ExportedFile file = ExportedFile.at(output, hadoop);
    Storage directory = ModelPath.resolve(new Storage(PathText.of(modelPath), hadoop));
    SavedModel saved = SavedModel.read(directory);
    Task task = Task.of(saved.config());
    TrainedModel model = task.open(saved);
    Map<String, String> metadata = metadata(task, model);
    Storage.Content content =
        switch (format) {
          case ONNX -> OnnxExport.of(model, kind -> task.describe(model, kind), metadata)::writeTo;
          case SAFETENSORS -> model.weightsFile(metadata)::write;
        };
    file.write(content, console::say);
    Path written = file.path();
    console.say("written: " + written);
    return new Json()
        .put(ResultKeys.STATUS, "complete")
        .put(ResultKeys.MODEL, directory.path().toString())
        .put("format", format.name().toLowerCase(Locale.ROOT))
        .put(ResultKeys.OUTPUT, written.toString())
        .put(ResultKeys.WEIGHTS_SHA256, Fingerprint.sha256(model.weights()))
        .redactedLine();
  }

  /** Metadata that a reader needs beside the weights. */
  private static Map<String, String> metadata(Task task, TrainedModel model) {
    Gson gson = new Gson();
    Statistics statistics = model.statistics();
    Map<String, String> metadata = new LinkedHashMap<>(ExportedFile.PRODUCER);
    metadata.put("columns", gson.toJson(statistics.columns()));
    metadata.put("means", gson.toJson(statistics.means()));
    metadata.put("scales", gson.toJson(statistics.scales()));
    metadata.putAll(task.facts(model));
    metadata.put(ResultKeys.WEIGHTS_SHA256, Fingerprint.sha256(model.weights()));
    return metadata;
  }
}

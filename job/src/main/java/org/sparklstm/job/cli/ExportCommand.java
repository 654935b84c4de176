package org.sparklstm.job.cli;

import org.apache.spark.deploy.SparkHadoopUtil;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.run.ExportRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code export}. */
@Command(
    name = "export",
    description =
        "Exports a saved model to one file: onnx (includes scaling and baseline) or safetensors (weights for PyTorch).",
    mixinStandardHelpOptions = true)
final class ExportCommand extends Main.Subcommand {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "PATH",
      description = "Directory of the model, or a file that contains its path.")
  private String model;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "File format: onnx or safetensors.")
  private ExportRun.Format format;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description =
          "Output file, any Hadoop path; an existing file is replaced if export or import wrote it.")
  private String output;

  @Override
  String run() {
    return new ExportRun(
            SparkHadoopUtil.get().newConfiguration(Session.submitted()), Console.standardError())
        .run(model, format, output);
  }
}

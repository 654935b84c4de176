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
        "Writes a saved model as one file for other systems: onnx, with scaling and baseline, or safetensors, for PyTorch.",
    mixinStandardHelpOptions = true)
final class ExportCommand extends Main.Subcommand {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "PATH",
      description = "Directory of the model, or a file with its path.")
  private String model;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "One of onnx, safetensors.")
  private ExportRun.Format format;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The file, any Hadoop path; replaced if it is there.")
  private String output;

  @Override
  String run() {
    return new ExportRun(
            SparkHadoopUtil.get().newConfiguration(Session.submitted()), Console.standardError())
        .run(model, format, output);
  }
}

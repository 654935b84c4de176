package org.sparklstm.job.cli;

import org.apache.spark.deploy.SparkHadoopUtil;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.run.ImportRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code import}. */
@Command(
    name = "import",
    description =
        "Imports the weights of an ONNX file exported by PyTorch (LSTM, GRU or RNN with a linear head, opset 17) for use as train.initial-weights.",
    mixinStandardHelpOptions = true)
final class ImportCommand extends Main.Subcommand {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "ONNX file, any Hadoop path.")
  private String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description =
          "Output safetensors file, any Hadoop path; an existing file is replaced if export or import wrote it.")
  private String output;

  @Override
  String run() {
    return new ImportRun(
            SparkHadoopUtil.get().newConfiguration(Session.submitted()), Console.standardError())
        .run(input, output);
  }
}

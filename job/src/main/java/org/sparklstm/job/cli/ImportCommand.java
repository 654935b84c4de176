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
        "Reads the weights of an ONNX file that PyTorch has exported (LSTM, GRU or RNN and a linear head, opset 17) into a file that training can begin with.",
    mixinStandardHelpOptions = true)
final class ImportCommand extends Main.Subcommand {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "The ONNX file, any Hadoop path.")
  private String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The safetensors file to write, any Hadoop path; replaced if it is there.")
  private String output;

  @Override
  String run() {
    return new ImportRun(
            SparkHadoopUtil.get().newConfiguration(Session.submitted()), Console.standardError())
        .run(input, output);
  }
}

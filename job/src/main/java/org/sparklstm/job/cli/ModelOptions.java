package org.sparklstm.job.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of commands that apply a model to a table and write what it says. */
final class ModelOptions {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "PATH",
      description = "Directory of the model, or a file that contains its path.")
  private String model;

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description = "Table, in the format data.source.format; default: that of data.source.")
  private String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "Output path, in the format score.format.")
  private String output;

  String model() {
    return model;
  }

  Optional<String> input() {
    return Optional.ofNullable(input);
  }

  String output() {
    return output;
  }

  /** All paths. */
  String[] paths() {
    return new String[] {model, output, input().orElse(output)};
  }
}

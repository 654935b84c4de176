package org.sparklstm.job.cli;

import org.apache.spark.deploy.SparkHadoopUtil;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.run.SampleRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sample}. */
@Command(
    name = "sample",
    description =
        "Writes text, or a sequence of events, token by token with a model of task next. The same options give the same text.",
    mixinStandardHelpOptions = true)
final class SampleCommand extends Main.Subcommand {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "PATH",
      description = "Directory of the model, or a file that contains its path.")
  private String model;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description =
          "Text to continue, or events with spaces between them; default: a line break if the model knows it, else its most frequent token.")
  private String prompt;

  @Option(
      names = "--length",
      paramLabel = "N",
      defaultValue = "500",
      description = "Tokens to add at most (default: ${DEFAULT-VALUE}).")
  private int length;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "1",
      description =
          "Below 1 for what is likelier, above 1 for more variety, 0 for the likeliest token each time (default: ${DEFAULT-VALUE}).")
  private double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "0",
      description =
          "Draw among the K likeliest tokens only; 0 for all (default: ${DEFAULT-VALUE}).")
  private int topK;

  @Option(
      names = "--stop",
      paramLabel = "TOKEN",
      description = "End after this token; default: none.")
  private String stop;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed gives another text (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  boolean isForPeople() {
    return true;
  }

  @Override
  String run() {
    requireAtLeastZero("--length", length);
    requireAtLeastZero("--temperature", temperature);
    requireAtLeastZero("--top-k", topK);
    SampleRun.Sample sample =
        new SampleRun(
                SparkHadoopUtil.get().newConfiguration(Session.submitted()),
                Console.standardError())
            .run(model, prompt, new SampleRun.Options(length, temperature, topK, stop, seed));
    return wantsJson() ? sample.json() : sample.text();
  }

  private void requireAtLeastZero(String option, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(), "%s is %s, expected a number of 0 or more".formatted(option, value));
    }
  }
}

package org.sparklstm.job.cli;

import java.util.concurrent.Callable;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ConfigReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys}. */
@Command(
    name = "keys",
    description =
        "Prints the configuration keys with their types, ranges, defaults and descriptions.",
    mixinStandardHelpOptions = true)
final class KeysCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = "",
      paramLabel = "PREFIX",
      description = "Print only keys that start with this, such as train or data.source.")
  private String prefix;

  @Option(names = "--markdown", description = "Print as Markdown, as in conf/REFERENCE.md.")
  private boolean markdown;

  @Override
  public Integer call() {
    String text = markdown ? ConfigReference.markdown() : ConfigReference.text(prefix);
    if (text.isEmpty()) {
      throw new UserException(
          "no key starts with '%s'; run keys without a prefix to list all".formatted(prefix));
    }
    System.out.println(text.stripTrailing());
    return 0;
  }
}

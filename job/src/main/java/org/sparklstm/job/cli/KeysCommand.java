package org.sparklstm.job.cli;

import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ConfigReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys}. */
@Command(
    name = "keys",
    description = "Prints the keys of a configuration, with types, ranges, defaults and meaning.",
    mixinStandardHelpOptions = true)
final class KeysCommand extends Main.Subcommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = "",
      paramLabel = "PREFIX",
      description = "Only those that begin like that, such as train or data.source.")
  private String prefix;

  @Option(names = "--markdown", description = "As the page conf/REFERENCE.md.")
  private boolean markdown;

  @Override
  String run() {
    String text = markdown ? ConfigReference.markdown() : ConfigReference.text(prefix);
    if (text.isEmpty()) {
      throw new UserException("no key begins with '%s'; keys alone lists all".formatted(prefix));
    }
    return text.stripTrailing();
  }
}

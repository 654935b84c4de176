package org.sparklstm.job.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines to train a model of characters whose states go on from step to step. */
final class Tokens {
  private Tokens() {}

  /**
   * {@code train} of a small model with all that draws random numbers, on the project's table as a
   * text, with settings of the form {@code key=value}.
   *
   * @param directory for the configuration
   */
  static String[] train(Path directory, String... settings) throws IOException {
    Path config = directory.resolve("tokens.conf");
    Files.writeString(
        config,
        """
        task = next
        data {
          source { format = text, path = "%s" }
          targets = [value]
          split { train = 0.5, validation = 0.01, test = 0.02 }
          shard-bytes = 60000
        }
        model { hidden = 8, layers = 2, dropout = 0.1, tied = true }
        train {
          batch = 64, bptt = 50, negatives = 4, patience = 0
          regularization { masks = streams, weights = 0.1 }
        }
        """
            .formatted(Electricity.DATA));
    List<String> arguments = new ArrayList<>(List.of("train", "--config", config.toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments.toArray(String[]::new);
  }
}

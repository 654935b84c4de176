package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.KeyInfo;
import picocli.CommandLine;

/**
 * What {@code --help} says is all there is, and what the pages tell people to type is understood.
 */
class HelpTest {
  private static final Path ROOT = Path.of("..");

  private static final Pattern CALL = Pattern.compile("lstm-job\\.jar[ \\t]+([a-z][^\\n|`]*)");
  private static final Pattern CHANGE = Pattern.compile("--set[ =]'?\"?([a-z][a-z.-]*)=");

  private static CommandLine line() {
    return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Pages for people, with lines that go on after a backslash put together. */
  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<String> pages = new ArrayList<>();
      for (Path file :
          files
              .filter(
                  path ->
                      path.toString().matches(".*\\.(md|sh|py|yaml)|.*quickstart.*")
                          && Files.isRegularFile(path)
                          && !path.toString().matches(".*/(target|\\.git|runs)/.*"))
              .toList()) {
        pages.add(Files.readString(file).replaceAll("\\\\\\n\\s*", " "));
      }
      return pages;
    }
  }

  @Test
  void everyCommandAndOptionIsExplained() {
    CommandLine main = line();
    String all = main.getUsageMessage();
    main.getSubcommands()
        .forEach(
            (name, command) -> {
              assertThat(all).contains("  " + name + " ");
              String usage = command.getUsageMessage();
              assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
              command
                  .getCommandSpec()
                  .args()
                  .forEach(
                      argument -> {
                        assertThat(argument.description())
                            .as("%s of %s", argument.paramLabel(), name)
                            .isNotEmpty();
                        assertThat(argument.description()[0]).matches("[A-Z].*\\.");
                      });
              assertThat(usage).contains("--help").doesNotContain("null");
            });
  }

  @Test
  void theCommandsOfThePagesAreUnderstood() throws IOException {
    int calls = 0;
    for (String page : pages()) {
      for (Matcher call = CALL.matcher(page); call.find(); ) {
        String command = call.group(1).replaceAll("\\s+(#|2>|>|&&|;).*", "").strip();
        List<String> words =
            Stream.of(command.split("\\s+"))
                .map(word -> word.replaceAll("^[\"'(]+|[\"',)…]+$", ""))
                .filter(word -> !word.isEmpty())
                .toList();
        if (!line().getSubcommands().containsKey(words.get(0)) || words.size() == 1) {
          continue;
        }
        CommandLine.ParseResult parsed = line().parseArgs(words.toArray(String[]::new));
        assertThat(parsed.hasSubcommand()).as(command).isTrue();
        calls++;
      }
    }
    assertThat(calls).isGreaterThan(8);
  }

  @Test
  void theKeysOfThePagesAreThere() throws IOException {
    int keys = 0;
    for (String page : pages()) {
      for (Matcher change = CHANGE.matcher(page); change.find(); ) {
        String key = change.group(1);
        if (!key.equals("key")) {
          assertThat(KeyInfo.of(key).key()).isEqualTo(key);
          keys++;
        }
      }
    }
    assertThat(keys).isGreaterThan(4);
  }

  @Test
  void theConfigurationsThatComeAlongAreGood() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("conf"))) {
      List<Path> configurations =
          files.filter(file -> file.toString().endsWith(".conf")).filter(HelpTest::isOurs).toList();
      assertThat(configurations).hasSizeGreaterThan(2);
      for (Path file : configurations) {
        String text = Files.readString(file).replaceAll("\\$\\{[A-Z]+}", "/folder");
        assertThat(ConfigFile.parse(text, file.toString())).isNotNull();
      }
    }
  }

  private static boolean isOurs(Path file) {
    return !file.getFileName().toString().startsWith("spark-");
  }
}

package org.sparklstm.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README's table of Spark versions says what pom.xml builds and what deploy/matrix runs. */
class SparkTableTest {
  private static String read(String file) throws IOException {
    return Files.readString(Path.of("..", file));
  }

  private static List<String> found(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
  }

  private static String table() throws IOException {
    String readme = read("README.md");
    String section = readme.substring(readme.indexOf("## Spark versions"));
    return section.substring(0, section.indexOf("## Limits"));
  }

  @Test
  void itHasTheBuildsOfThePom() throws IOException {
    TreeSet<String> builds =
        new TreeSet<>(found(read("pom.xml"), "(?<=<id>)spark[0-9._]+(?=</id>)"));
    assertThat(builds).hasSize(2);
    builds.add("spark4_2.13");
    assertThat(new TreeSet<>(found(table(), "(?<=`lstm-job-)spark[0-9._]+(?=`)")))
        .isEqualTo(builds);
  }

  @Test
  void itHasTheVersionsOfTheMatrix() throws IOException {
    List<String> lines =
        read("deploy/matrix").lines().filter(line -> line.startsWith("  versions=(")).toList();
    assertThat(lines).hasSize(1);
    List<String> versions = found(lines.get(0), "[0-9]+[.][0-9]+[.][0-9]+");
    assertThat(versions).hasSizeGreaterThan(4);
    assertThat(table()).contains(versions.stream().map(one -> "| " + one + " |").toList());
  }
}

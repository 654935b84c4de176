package org.sparklstm.job.run;

import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages texts as storage, other programs and attackers do. */
final class Mutations {
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*+\"|[-+.\\w]+|[\\[\\]{},:=]");

  private final Random random;
  private final List<String> hostile;

  /**
   * @param url an address that must not be asked for anything
   * @param variable an environment variable that is set and must not be read
   */
  Mutations(long seed, String url, String variable) {
    random = new Random(seed);
    hostile =
        List.of(
            "null",
            "true",
            "\"\"",
            "\"x\"",
            "-1",
            "0",
            "2147483648",
            "9223372036854775808",
            "1e400",
            "-1e-400",
            "NaN",
            "Infinity",
            "0x10",
            "[]",
            "{}",
            "[null]",
            "[[\"a\"],{\"b\":null}]",
            "{\"a\":1,\"a\":2}",
            "\"\\u0000\\u001b[31m\\n\"",
            "\u001b]0;title\u0007",
            "// comment\n",
            "# comment\n",
            "include url(\"" + url + "\")\n",
            "include \"" + url + "\"\n",
            "include file(\"/etc/passwd\")\n",
            "include required(classpath(\"reference.conf\"))\n",
            "${" + variable + "}",
            "${?" + variable + "}",
            "\"" + url + "\"",
            "'single'",
            "\uFEFF",
            "[".repeat(20_000),
            "{\"a\":".repeat(20_000),
            "a.".repeat(20_000) + "b",
            "(".repeat(5_000),
            "\"" + "é\u202e".repeat(50_000) + "\"",
            "1".repeat(100_000),
            "\"a\",".repeat(50_000),
            "\"\"\"" + "\n".repeat(1_000) + "\"\"\"");
  }

  /** The text with one to three changes. */
  String mutate(String text) {
    String changed = text;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      changed = once(changed);
    }
    return changed;
  }

  private String once(String text) {
    List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
    int at = random.nextInt(text.length() + 1);
    if (tokens.isEmpty()) {
      return text.substring(0, at) + anyHostile() + text.substring(at);
    }
    MatchResult one = any(tokens);
    MatchResult other = any(tokens);
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> replace(text, one, anyHostile());
      case 4 -> text.substring(0, one.start()) + anyHostile() + text.substring(one.start());
      case 5 -> replace(text, one, other.group());
      case 6 -> replace(text, one, "");
      case 7 -> text.substring(0, at);
      case 8 -> text.substring(0, at) + (char) random.nextInt(0x300) + text.substring(at);
      default -> {
        List<String> lines = text.lines().toList();
        String line = lines.get(random.nextInt(lines.size()));
        yield text.substring(0, one.start()) + line + "\n" + text.substring(one.start());
      }
    };
  }

  private String anyHostile() {
    return hostile.get(random.nextInt(hostile.size()));
  }

  private MatchResult any(List<MatchResult> tokens) {
    return tokens.get(random.nextInt(tokens.size()));
  }

  private static String replace(String text, MatchResult token, String by) {
    return text.substring(0, token.start()) + by + text.substring(token.end());
  }
}

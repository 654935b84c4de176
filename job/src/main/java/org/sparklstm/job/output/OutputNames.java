package org.sparklstm.job.output;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files in an output and beside it. */
final class OutputNames {
  private static final Pattern EXCHANGE = Pattern.compile("_spark-lstm-(\\d{9})\\.json");
  private static final int LONGEST = 255;

  private OutputNames() {}

  /** Whether a name leads to a file in its directory, and nowhere else. */
  static boolean isPlain(String name) {
    return name != null
        && !name.isBlank()
        && name.length() <= LONGEST
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))
        && !name.equals(".")
        && !name.equals("..");
  }

  /** Whether this is the checksum that Hadoop writes beside a local file. */
  static boolean isChecksum(String name) {
    return name.startsWith(".") && name.endsWith(".crc");
  }

  /** The name of a file's checksum. */
  static String checksum(String name) {
    return "." + name + ".crc";
  }

  /** The file that says which files a writer exchanges. */
  static String exchange(int number) {
    return String.format(Locale.ROOT, "_spark-lstm-%09d.json", number);
  }

  /** The number of the writer, if this is the name of such a file. */
  static OptionalInt exchangeNumber(String name) {
    return number(EXCHANGE, name);
  }

  /** Whether this is such a file that a killed writer has not written to its end. */
  static boolean isExchangeBegun(String name) {
    return name.matches("\\._spark-lstm-\\d{9}\\.json\\..*\\.tmp");
  }

  /** The directory beside an output in which a writer prepares it. */
  static String temporary(String output, int number) {
    return String.format(Locale.ROOT, ".%s.spark-lstm-%09d", output, number);
  }

  /** The number of the writer, if this is the name of such a directory. */
  static OptionalInt temporaryNumber(String output, String name) {
    return number(Pattern.compile(Pattern.quote("." + output + ".spark-lstm-") + "(\\d{9})"), name);
  }

  private static OptionalInt number(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(name);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}

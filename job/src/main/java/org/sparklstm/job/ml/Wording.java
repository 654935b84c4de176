package org.sparklstm.job.ml;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages speak of the configuration's keys; users of stages know parameters. */
final class Wording {
  /** Longer words first: one may begin with another. */
  private final Map<String, String> instead =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  void add(String words, String other) {
    instead.put(words, other);
  }

  /** The message with other words; what is quoted, or part of a path, stays as it is. */
  String inParams(String message) {
    String result = message;
    for (Map.Entry<String, String> entry : instead.entrySet()) {
      result =
          Pattern.compile("(?<![\\w./'-])" + Pattern.quote(entry.getKey()) + "(?![\\w/'-])")
              .matcher(result)
              .replaceAll(Matcher.quoteReplacement(entry.getValue()));
    }
    return result;
  }
}

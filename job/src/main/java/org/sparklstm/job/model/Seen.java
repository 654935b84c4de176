package org.sparklstm.job.model;

import java.util.List;
import java.util.Map;

/**
 * The rows that a model has seen: those of its train and validation spans.
 *
 * @param until of series: the last time, if it is the same for all
 * @param series of series whose last times differ: the last time of each, by name
 * @param splitBy of sequences: columns whose hash has decided the span; none if that of each
 *     sequence did
 * @param share of sequences: hashes below that share of all have been seen
 * @param content of sequences: fingerprint of the table
 */
public record Seen(
    String until, Map<String, String> series, List<String> splitBy, Double share, String content) {

  /** Rows of series. {@code last} The last time of each, by name. */
  public static Seen ofSeries(Map<String, String> last) {
    List<String> different = last.values().stream().distinct().toList();
    return different.size() == 1
        ? new Seen(different.get(0), null, null, null, null)
        : new Seen(null, Map.copyOf(last), null, null, null);
  }

  /** Sequences. */
  public static Seen ofSequences(List<String> splitBy, double share, String content) {
    return new Seen(null, null, List.copyOf(splitBy), share, content);
  }

  /** The last time of a series that has been seen, or null. */
  public String until(String name) {
    return until != null || series == null ? until : series.get(name);
  }

  /**
   * What of a test span a model has seen.
   *
   * @param sentence in words
   * @param isCertain whether it is certain, and not only possible
   */
  public record Overlap(String sentence, boolean isCertain) {}
}

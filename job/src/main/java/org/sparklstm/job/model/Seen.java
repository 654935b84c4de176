package org.sparklstm.job.model;

import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sparklstm.core.tensor.Fingerprint;

/**
 * The rows that a model has seen: those of its train and validation spans. Names of series are
 * hashed, because there may be very many.
 *
 * @param until of series: the most common last time
 * @param series of series: sorted hashes of the names of those whose last time it is
 * @param others of series: the last times of all other series, by hash of the name
 * @param splitBy of sequences: columns whose hash has decided the span; none if that of each
 *     sequence did, which is the same for the same table only
 * @param share of sequences: hashes below that share of all have been seen
 * @param content of sequences: fingerprint of the table
 */
public record Seen(
    String until,
    List<String> series,
    Map<String, String> others,
    List<String> splitBy,
    Double share,
    String content) {

  /**
   * The rows of series that have been seen.
   *
   * @param last the last time of each series, by its name
   */
  public static Seen ofSeries(Map<String, String> last) {
    Map<String, Integer> counts = new HashMap<>();
    last.values().forEach(time -> counts.merge(time, 1, Integer::sum));
    String most =
        counts.entrySet().stream()
            .max(
                Map.Entry.<String, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .orElse(null);
    TreeSet<String> names = new TreeSet<>();
    TreeMap<String, String> others = new TreeMap<>();
    last.forEach(
        (name, time) -> {
          if (time.equals(most)) {
            names.add(hash(name));
          } else {
            others.put(hash(name), time);
          }
        });
    return new Seen(most, List.copyOf(names), others.isEmpty() ? null : others, null, null, null);
  }

  /** Sequences. */
  public static Seen ofSequences(List<String> splitBy, double share, String content) {
    return new Seen(null, null, null, List.copyOf(splitBy), share, content);
  }

  /** Whether it says all that it must, which a stored one need not. */
  boolean isComplete() {
    return (series == null
            || (series.stream().noneMatch(Objects::isNull)
                && series.stream().sorted().toList().equals(series)))
        && (splitBy == null || splitBy.stream().noneMatch(Objects::isNull))
        && (share == null || splitBy != null);
  }

  private static String hash(String name) {
    return Fingerprint.sha256(name).substring(0, 2 * Long.BYTES);
  }

  /**
   * Whether a time as Spark writes it lies before one that a model keeps; false where they cannot
   * be compared.
   */
  public static boolean isBefore(String time, String kept) {
    if (kept == null) {
      return false;
    } else if (kept.matches("-?\\d+") && time.matches("-?\\d+")) {
      return new BigInteger(time).compareTo(new BigInteger(kept)) < 0;
    }
    int length = Math.min(time.length(), kept.length());
    return kept.contains("T")
        && time.replace(' ', 'T').substring(0, length).compareTo(kept.substring(0, length)) < 0;
  }

  /** The last time of a series that has been seen, if any of it has. */
  public Optional<String> until(String name) {
    String hash = hash(name);
    String other = others == null ? null : others.get(hash);
    return other != null
        ? Optional.of(other)
        : Optional.ofNullable(until)
            .filter(time -> series != null && Collections.binarySearch(series, hash) >= 0);
  }

  /**
   * What of a test span a model has seen.
   *
   * @param sentence in words
   * @param isCertain whether it is certain, and not only possible
   */
  public record Overlap(String sentence, boolean isCertain) {}
}

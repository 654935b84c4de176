package org.sparklstm.job.ml;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import scala.runtime.AbstractFunction1;

/** Accepts the valid values of a param, and says of others what was expected. */
final class Valid<T> extends AbstractFunction1<T, Object> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final Complaint complaint;

  Valid(String name, Complaint complaint) {
    this.name = name;
    this.complaint = complaint;
  }

  /** Accepts some words only. */
  static Valid<String> oneOf(String name, List<String> words) {
    return new Valid<>(
        name,
        value ->
            words.contains(value)
                ? Optional.empty()
                : Optional.of(
                    "is %s, expected one of %s".formatted(value, String.join(", ", words))));
  }

  @Override
  public Object apply(T value) {
    complaint
        .about(value)
        .ifPresent(
            text -> {
              throw new IllegalArgumentException(name + " " + text);
            });
    return true;
  }

  /** The complaint about a value, if it is not allowed. */
  interface Complaint extends Serializable {
    Optional<String> about(Object value);
  }
}

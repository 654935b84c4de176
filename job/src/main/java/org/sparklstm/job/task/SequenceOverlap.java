package org.sparklstm.job.task;

import java.util.List;
import java.util.Optional;
import org.sparklstm.job.model.Seen;

/**
 * What of the test span of sequences a model has seen, if their spans follow from hashes or shares.
 *
 * @param splitBy columns whose hash decides the span; none if that of each sequence does
 * @param from share of all sequences at which the test span begins
 * @param content fingerprint of the table
 * @param isFixed whether an example stays in its span when the table grows
 * @param unit the word for several examples
 */
record SequenceOverlap(
    List<String> splitBy, double from, String content, boolean isFixed, String unit) {

  /** What a model has seen of the span. */
  Optional<Seen.Overlap> of(Seen seen) {
    if (seen.share() == null) {
      return Optional.empty();
    }
    boolean isSplitAlike = splitBy.equals(seen.splitBy());
    boolean isSame = content.equals(seen.content());
    boolean stays = isSame || !seen.splitBy().isEmpty() || isFixed;
    if (isSplitAlike && stays && from >= seen.share()) {
      return Optional.empty();
    }
    String what =
        isSplitAlike
            ? "the first %.4g of all %s, chosen by a hash, and the test span begins at %.4g"
                .formatted(seen.share(), unit, from)
            : "%.4g of all %s, split by %s, and here they are split by %s"
                .formatted(seen.share(), unit, shown(seen.splitBy()), shown(splitBy));
    return Optional.of(
        new Seen.Overlap(
            isSame
                ? "the model was trained on this table: on " + what
                : "if this table has %s that the model was trained on, it has seen %s"
                    .formatted(unit, what),
            isSame));
  }

  private static String shown(List<String> splitBy) {
    return splitBy.isEmpty() ? "their own content" : String.join(", ", splitBy);
  }
}

package org.sparklstm.job.data.series;

import java.io.Serializable;
import org.sparklstm.core.sequence.SplitBounds;

/**
 * Where one series goes.
 *
 * @param ordinal its number in canonical order
 * @param bounds its spans
 * @param firstShard shard of its first piece; the pieces of a series that is cut lie in shards that
 *     follow each other
 * @param pieces number of pieces, at least 1
 * @param firstAnchor first anchor of any window
 * @param anchorsEnd the anchor after the last
 */
public record SeriesPlan(
    int ordinal, SplitBounds bounds, int firstShard, int pieces, long firstAnchor, long anchorsEnd)
    implements Serializable {

  /** First anchor of a piece; for {@code piece == pieces} the end of the last one. */
  long anchor(int piece) {
    return firstAnchor + (anchorsEnd - firstAnchor) * piece / pieces;
  }
}

package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.List;
import org.sparklstm.core.sequence.SplitBounds;

/**
 * The shards of one series.
 *
 * @param ordinal number of the series in canonical order
 * @param bounds spans of the series
 * @param firstShard shard of the first piece; further pieces lie in the shards after it
 * @param pieces number of pieces, at least 1
 * @param firstAnchor first anchor of any window
 * @param anchorsEnd the anchor after the last
 * @param fixed static values and classes; see {@link FixedValues}
 */
public record SeriesPlan(
    int ordinal,
    SplitBounds bounds,
    int firstShard,
    int pieces,
    long firstAnchor,
    long anchorsEnd,
    List<Double> fixed)
    implements Serializable {

  /** First anchor of a piece; for {@code piece == pieces} the end of the last piece. */
  long anchor(int piece) {
    return firstAnchor + (anchorsEnd - firstAnchor) * piece / pieces;
  }
}

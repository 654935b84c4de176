package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * A run of rows of one series on its way to a shard, or some of them: those with the same anchors
 * lie one after the other.
 *
 * @param series ordinal of the series in canonical order
 * @param rows its rows
 * @param firstRow the series' row at which these rows start
 * @param anchorFrom first anchor, a row of the series, that belongs to the run
 * @param anchorTo the anchor after the last that belongs to the run
 * @param bounds the spans of the series
 */
public record Segment(
    int series, Rows rows, long firstRow, long anchorFrom, long anchorTo, SplitBounds bounds)
    implements Serializable {

  /** Whether these rows and others are parts of the same run. */
  boolean continues(Segment other) {
    return series == other.series && anchorFrom == other.anchorFrom;
  }
}

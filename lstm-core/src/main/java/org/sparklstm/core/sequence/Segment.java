package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * Rows of one series on the way to a shard: a run of consecutive rows, or a part of it. The parts
 * of a run have the same anchors.
 *
 * @param series index of the series in canonical order
 * @param rows the rows
 * @param firstRow the row of the series with which {@code rows} start
 * @param anchorFrom first anchor of the run, as a row of the series
 * @param anchorTo row after the last anchor of the run
 * @param bounds the spans of the series
 * @param constants what all windows of the series have in common; see {@link Window#constants}.
 *     Kept, not copied.
 */
public record Segment(
    int series,
    Rows rows,
    long firstRow,
    long anchorFrom,
    long anchorTo,
    SplitBounds bounds,
    float[] constants)
    implements Serializable {

  /** A segment of a series of whose windows only the rows are known. */
  public Segment(
      int series, Rows rows, long firstRow, long anchorFrom, long anchorTo, SplitBounds bounds) {
    this(series, rows, firstRow, anchorFrom, anchorTo, bounds, Window.NO_CONSTANTS);
  }

  /** Whether both segments are parts of the same run. */
  boolean continues(Segment other) {
    return series == other.series && anchorFrom == other.anchorFrom;
  }
}

package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * A run of rows of one series on its way to a shard.
 *
 * @param series ordinal of the series in canonical order
 * @param rows its rows
 * @param firstRow the series' row at which the segment starts
 * @param anchorFrom first anchor, a row of the series, that belongs to this segment
 * @param anchorTo the anchor after the last that belongs to this segment
 * @param bounds the spans of the series
 */
public record Segment(
    int series, Rows rows, long firstRow, long anchorFrom, long anchorTo, SplitBounds bounds)
    implements Serializable {}

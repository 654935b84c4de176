package org.sparklstm.job.data.series;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Segment;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.data.table.Statistics;
import scala.Tuple2;

/**
 * Turns arranged rows into standardised segments with the numbers of their shards, one segment at a
 * time: only the open pieces are in memory, however long a series is.
 */
public final class SegmentIterator implements Iterator<Tuple2<Integer, Segment>> {
  /**
   * Largest number of values per segment, 256 KiB. Spark checks its memory only after every 32nd
   * record, so records must be small.
   */
  private static final int SEGMENT_VALUES = 1 << 16;

  private final SeriesCursor cursor;
  private final ShardLayout layout;
  private final Statistics statistics;
  private final PanelColumns panel;
  private final RowForm rows;
  private final WindowReader reader;
  private final List<Piece> open = new ArrayList<>();
  private final Queue<Tuple2<Integer, Segment>> finished = new ArrayDeque<>();
  private SeriesPlan plan;
  private SeriesForm form;
  private int nextPiece;

  SegmentIterator(
      SeriesCursor cursor,
      PanelColumns panel,
      ShardLayout layout,
      Statistics statistics,
      WindowReader reader) {
    this.panel = panel;
    rows = new RowForm(panel, statistics, reader);
    this.cursor = cursor;
    this.layout = layout;
    this.statistics = statistics;
    this.reader = reader;
  }

  /** The rows of a series that belong to one shard, collected and emitted segment by segment. */
  private final class Piece {
    private final int number;
    private final int columns = reader.columnsOfRows();
    private final long endRow;
    private long firstRow;
    private float[] values;
    private int used;

    Piece(int number) {
      this.number = number;
      firstRow = startOf(number);
      endRow =
          number == plan.pieces() - 1
              ? plan.bounds().testEnd()
              : plan.anchor(number + 1) - 1 + reader.spec().horizon();
      begin();
    }

    private void begin() {
      long rows = Math.min(endRow - firstRow, Math.max(1, SEGMENT_VALUES / columns));
      values = new float[(int) rows * columns];
      used = 0;
    }

    void add() {
      cursor.write(rows, values, used);
      form.measure(values, used);
      used += columns;
      if (used == values.length) {
        finished.add(finish());
        firstRow += used / columns;
        begin();
      }
    }

    boolean isDone() {
      return firstRow == endRow;
    }

    private Tuple2<Integer, Segment> finish() {
      Segment segment =
          new Segment(
              plan.ordinal(),
              new Rows(values, columns),
              firstRow,
              plan.anchor(number),
              plan.anchor(number + 1),
              plan.bounds(),
              form.constants());
      return new Tuple2<>(plan.firstShard() + number, segment);
    }
  }

  @Override
  public boolean hasNext() {
    while (finished.isEmpty() && cursor.advance()) {
      take();
    }
    return !finished.isEmpty();
  }

  private void take() {
    if (cursor.rowInSeries() == 0) {
      plan = layout.plan(cursor.key());
      nextPiece = 0;
      form =
          plan == null
              ? null
              : SeriesForm.of(cursor.key(), panel, statistics, reader, plan.fixed(), null);
    }
    if (plan == null || cursor.rowInSeries() >= plan.bounds().testEnd()) {
      return;
    }
    while (nextPiece < plan.pieces() && startOf(nextPiece) <= cursor.rowInSeries()) {
      open.add(new Piece(nextPiece++));
    }
    for (Piece piece : open) {
      piece.add();
    }
    open.removeIf(Piece::isDone);
  }

  private long startOf(int piece) {
    return piece == 0 ? 0 : Math.max(0, plan.anchor(piece) - reader.spec().history());
  }

  @Override
  public Tuple2<Integer, Segment> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no further segment");
    }
    return finished.remove();
  }
}

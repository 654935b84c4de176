package org.sparklstm.job.data.sequence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaPairRDD;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.data.series.SegmentIterator;
import org.sparklstm.job.data.table.DataProfile;
import org.sparklstm.job.data.table.Extent;
import org.sparklstm.job.data.table.ShardSource;
import scala.Tuple2;

/**
 * The labelled sequences of a table, standardised and assigned to shards. The shard of a sequence,
 * and its position in the shard, follow from a hash of its content.
 */
public final class SequenceDataset implements ShardSource<Sequences> {
  /** Number of values at which a piece is emitted, 256 KiB: see {@link SegmentIterator}. */
  static final int PIECE_VALUES = 1 << 16;

  private final SequenceRows rows;
  private final SequenceSummary summary;
  private final SequenceScaling scaling;
  private final int shards;

  /**
   * @param summary summary of these rows, whose errors have been reported
   * @param shardBytes target size of a shard
   */
  SequenceDataset(
      SequenceRows rows, SequenceSummary summary, SequenceScaling scaling, long shardBytes) {
    this.rows = rows;
    this.summary = summary;
    this.scaling = scaling;
    shards = (int) Math.max(1, (bytes() + shardBytes - 1) / shardBytes);
  }

  /** Scaling of the values and labels. */
  public SequenceScaling scaling() {
    return scaling;
  }

  /** Number of rows in the table, or of windows that are used or left out. */
  public long rows() {
    return summary.rows();
  }

  /** Fingerprint of the sequences as text. */
  public String content() {
    return summary.content().toString();
  }

  /** Number of sequences that are used. */
  public long sequences() {
    return summary.sequences();
  }

  /** Length of the longest sequence in steps. */
  public int longest() {
    return summary.longest();
  }

  /** Number of sequences of a span with that label. */
  public long count(Split split, double label) {
    return summary.labels().getOrDefault(label, Map.of()).getOrDefault(split, 0L);
  }

  /**
   * Facts and statistics of the table.
   *
   * @param names names of the values of a step, and of the label if it is a number
   * @param table name of the table in messages
   * @param unit the word for several examples
   */
  public DataProfile profile(List<String> names, String table, String unit) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("table", table);
    facts.put(
        unit,
        sequences() == rows()
            ? "%,d".formatted(sequences())
            : "%,d; %,d are left out".formatted(sequences(), rows() - sequences()));
    facts.put("steps of the longest", "%,d".formatted(longest()));
    List<Extent> extents = new ArrayList<>(summary.extents());
    List<Moments> moments = new ArrayList<>(summary.moments());
    extents.add(summary.labelExtent());
    moments.add(summary.label());
    return new DataProfile(
        facts, DataProfile.columns(names, extents, moments, new long[names.size()]));
  }

  @Override
  public int shards() {
    return shards;
  }

  @Override
  public long bytes() {
    return summary.values() * Float.BYTES;
  }

  @Override
  public Assembly<Sequences> assembly() {
    int inputs = scaling.inputs();
    return (id, pieces) -> new SequenceShard(id, pieces, inputs);
  }

  @Override
  public JavaPairRDD<Integer, Sequences> pieces() {
    SequenceCursor.Rules rules = rows.rules();
    SequenceScaling scaled = scaling;
    int count = shards;
    return rows.rows()
        .mapPartitionsToPair(
            partition -> new Pieces(SequenceCursor.of(partition, rules), scaled, count));
  }

  /** Collects the sequences of a partition by shard and emits them in pieces of limited size. */
  private static final class Pieces
      implements Iterator<Tuple2<Integer, Sequences>>, SequenceCursor.Visitor {
    /** Number of values of all open pieces at which all are emitted, 32 MiB. */
    private static final int OPEN_VALUES = 1 << 23;

    private final SequenceCursor cursor;
    private final SequenceScaling scaling;
    private final int shards;
    private final Map<Integer, Sequences> open = new HashMap<>();
    private final Queue<Tuple2<Integer, Sequences>> finished = new ArrayDeque<>();
    private long openValues;

    Pieces(SequenceCursor cursor, SequenceScaling scaling, int shards) {
      this.cursor = cursor;
      this.scaling = scaling;
      this.shards = shards;
    }

    @Override
    public boolean hasNext() {
      boolean more = true;
      while (finished.isEmpty() && more) {
        more = cursor.advance(this);
      }
      if (finished.isEmpty()) {
        emitAll();
      }
      return !finished.isEmpty();
    }

    private void emitAll() {
      open.forEach((shard, sequences) -> finished.add(new Tuple2<>(shard, sequences.trimmed())));
      open.clear();
      openValues = 0;
    }

    @Override
    public void sequence(LabelledSequence sequence) {
      int shard = (int) Long.remainderUnsigned(sequence.home(), shards);
      if (sequence.isNew()) {
        emitFull(shard);
      }
      Sequences piece = open.computeIfAbsent(shard, id -> new Sequences(scaling.inputs()));
      int added = sequence.added();
      int first = sequence.from() + sequence.length() - added;
      scaling.add(sequence.values(), first, added, piece);
      piece.end(
          sequence.length(),
          scaling.scaleLabel(sequence.label()),
          (float) sequence.weight(),
          sequence.split(),
          sequence.high(),
          sequence.low());
      openValues += (long) added * scaling.inputs();
    }

    /** Emits what is full, before a sequence that does not need it. */
    private void emitFull(int shard) {
      Sequences piece = open.get(shard);
      if (openValues > OPEN_VALUES) {
        emitAll();
      } else if (piece != null && piece.count() >= PIECE_VALUES) {
        finished.add(new Tuple2<>(shard, piece.trimmed()));
        openValues -= piece.count();
        open.remove(shard);
      }
    }

    /** Invalid rows were reported in the first pass, or are left out. */
    @Override
    public void trouble(Trouble trouble, Supplier<String> row) {}

    @Override
    public void badLabel(Supplier<String> row) {}

    @Override
    public void badWeight(Supplier<String> row) {}

    @Override
    public void leftOut() {}

    @Override
    public void content(long high, long low) {}

    @Override
    public void tooShort(Supplier<String> series) {}

    @Override
    public Tuple2<Integer, Sequences> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no further piece");
      }
      return finished.remove();
    }
  }
}

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
 * The labelled sequences of a table, standardised, in shards. A sequence's shard, and its place in
 * it, follow from what it holds.
 */
public final class SequenceDataset implements ShardSource<Sequences> {
  private final SequenceRows rows;
  private final SequenceSummary summary;
  private final SequenceScaling scaling;
  private final int shards;

  /**
   * @param summary of these rows, in which everything has been found good
   * @param shardBytes size of a shard
   */
  SequenceDataset(
      SequenceRows rows, SequenceSummary summary, SequenceScaling scaling, long shardBytes) {
    this.rows = rows;
    this.summary = summary;
    this.scaling = scaling;
    shards = (int) Math.max(1, (bytes() + shardBytes - 1) / shardBytes);
  }

  /** How values are scaled. */
  public SequenceScaling scaling() {
    return scaling;
  }

  /** Rows of the table. */
  public long rows() {
    return summary.rows();
  }

  /** What the sequences hold, as text. */
  public String content() {
    return summary.content().toString();
  }

  /** Sequences that are used. */
  public long sequences() {
    return summary.sequences();
  }

  /** Steps of the longest sequence. */
  public int longest() {
    return summary.longest();
  }

  /** Sequences of a span with that label. */
  public long count(Split split, double label) {
    return summary.labels().getOrDefault(label, Map.of()).getOrDefault(split, 0L);
  }

  /**
   * What the table holds.
   *
   * @param names of a step's values, and of the label where it is a number
   * @param table what messages call it
   */
  public DataProfile profile(List<String> names, String table) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("table", table);
    facts.put(
        "sequences",
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
            partition -> new Pieces(new SequenceCursor(partition, rules), scaled, count));
  }

  /** Collects the sequences of a partition by shard, and lets them go when they are many. */
  private static final class Pieces
      implements Iterator<Tuple2<Integer, Sequences>>, SequenceCursor.Visitor {
    /** Values of one shard that go together, 256 KiB: see {@link SegmentIterator}. */
    private static final int PIECE_VALUES = 1 << 16;

    /** Values of all shards that are kept at most, 32 MiB. */
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
      while (finished.isEmpty() && cursor.advance(this)) {
        if (openValues > OPEN_VALUES) {
          letGo();
        }
      }
      if (finished.isEmpty()) {
        letGo();
      }
      return !finished.isEmpty();
    }

    private void letGo() {
      open.forEach((shard, sequences) -> finished.add(new Tuple2<>(shard, sequences.trimmed())));
      open.clear();
      openValues = 0;
    }

    @Override
    public void sequence(
        SequenceReader sequence, double label, double weight, Split split, long high, long low) {
      int shard = (int) Long.remainderUnsigned(high, shards);
      Sequences piece = open.computeIfAbsent(shard, id -> new Sequences(scaling.inputs()));
      scaling.add(sequence, piece);
      piece.end(scaling.scaleLabel(label), (float) weight, split, high, low);
      openValues += (long) sequence.length() * sequence.width();
      if (piece.count() >= PIECE_VALUES) {
        finished.add(new Tuple2<>(shard, piece.trimmed()));
        openValues -= piece.count();
        open.remove(shard);
      }
    }

    /** Rows that are no good have been refused, or are to be left out. */
    @Override
    public void trouble(Trouble trouble, Supplier<String> row) {}

    @Override
    public void badLabel(Supplier<String> row) {}

    @Override
    public void badWeight(Supplier<String> row) {}

    @Override
    public void leftOut() {}

    @Override
    public Tuple2<Integer, Sequences> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no further piece");
      }
      return finished.remove();
    }
  }
}

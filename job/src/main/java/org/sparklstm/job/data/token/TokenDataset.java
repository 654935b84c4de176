package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.data.table.DataProfile;
import org.sparklstm.job.data.table.ShardSource;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.spark.InternalRows;
import scala.Tuple2;

/**
 * The sequences of a table as numbers of tokens, assigned to shards. The shard of a sequence, and
 * its position in the shard, follow from a hash of its content.
 */
public final class TokenDataset implements ShardSource<Sequences> {
  /** Number of values at which a piece is emitted, 256 KiB. */
  private static final int PIECE_VALUES = 1 << 16;

  /** Largest number of tokens whose pairs are counted. */
  private static final int MOST_PAIRED = 10_000;

  /** Number of most frequent tokens that a profile names. */
  private static final int SHOWN = 20;

  private final InternalRows rows;
  private final TokenCursor.Rules rules;
  private final TokenSummary summary;
  private final Vocabulary vocabulary;
  private final TokenEncoding encoding;

  /** Numbers of the classes of labels; empty if there are none. */
  private final Map<String, Integer> classes = new HashMap<>();

  private final int shards;
  private final JavaSparkContext spark;

  TokenDataset(
      InternalRows rows,
      TokenCursor.Rules rules,
      TokenSummary summary,
      Statistics statistics,
      List<String> classes,
      long shardBytes,
      int most,
      JavaSparkContext spark) {
    this.rows = rows;
    this.rules = rules;
    this.summary = summary;
    this.spark = spark;
    vocabulary = statistics.classes().get(0);
    encoding = new TokenEncoding(statistics);
    for (String one : classes) {
      this.classes.put(one, this.classes.size());
    }
    shards = (int) Math.min(most, Math.max(1, (bytes() + shardBytes - 1) / shardBytes));
  }

  /** The tokens that are told apart. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Whether all of a sequence is in one span; else each has its own spans. */
  public boolean isSplitWhole() {
    return rules.isWhole();
  }

  /** Number of sequences, without those that are left out. */
  public long rows() {
    return summary.usable();
  }

  /** Fingerprint of the sequences as text. */
  public String content() {
    return summary.content();
  }

  /** Number of tokens in all spans. */
  public long tokens() {
    return summary.tokens();
  }

  /** Number of tokens of a span that are predicted. */
  public long predicted(Split split) {
    return summary.predicted(split);
  }

  /** Number of sequences, or of parts of them, in a span. */
  public long sequences(Split split) {
    return summary.sequences(split);
  }

  /** How often each token occurs in a span, by number; the first of a sequence only in training. */
  public long[] counts(Split split) {
    return summary.counts(split, encoding, vocabulary.count());
  }

  /**
   * How well the test span is predicted by a rival that knows only the last token; empty if there
   * is no test span, or if there are so many tokens that counting their pairs takes long.
   */
  public Optional<PairErrors> pairs() {
    if (predicted(Split.TEST) == 0 || vocabulary.values().size() > MOST_PAIRED) {
      return Optional.empty();
    }
    return Optional.of(
        PairErrors.of(
            TokenPairs.of(rows, rules, vocabulary.numbers()), counts(Split.TRAIN), spark));
  }

  /** Facts about the table. */
  public DataProfile profile(String table) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("table", table);
    facts.put("sequences", "%,d".formatted(rows()));
    facts.put("tokens", "%,d".formatted(tokens()));
    StepColumns beside = rules.form().column().steps();
    if (!beside.names().isEmpty()) {
      facts.put("read beside the tokens", String.join(", ", beside.names()));
    }
    facts.put("tokens of the longest", "%,d".formatted(summary.longest()));
    facts.put("different tokens of the train span", "%,d".formatted(summary.different()));
    List<String> first =
        vocabulary.values().subList(0, Math.min(SHOWN, vocabulary.values().size()));
    facts.put("the most frequent", shown(first));
    return new DataProfile(facts, List.of());
  }

  /** Tokens as text in which those of white space can be told apart. */
  private static String shown(List<String> tokens) {
    return String.join(
        " ",
        tokens.stream()
            .map(token -> token.replace("\n", "⏎").replace("\t", "⇥").replace(" ", "␣"))
            .toList());
  }

  @Override
  public int shards() {
    return shards;
  }

  @Override
  public long bytes() {
    return summary.tokens() * columns() * Float.BYTES;
  }

  /** Values per step: the token, its class if there are labels, and what stands beside them. */
  private int columns() {
    return (classes.isEmpty() ? 1 : 2) + encoding.beside();
  }

  @Override
  public Assembly<Sequences> assembly() {
    int columns = columns();
    return (id, pieces) -> new SequenceShard(id, pieces, columns);
  }

  @Override
  public JavaPairRDD<Integer, Sequences> pieces() {
    Broadcast<Known> known = spark.broadcast(new Known(encoding, new HashMap<>(classes)));
    TokenCursor.Rules shared = rules;
    int count = shards;
    return rows.mapPartitionsToPair(
        partition -> new Pieces(new TokenCursor(partition, shared), known.value(), count));
  }

  /** What steps are as numbers, and the numbers of classes of labels. */
  private record Known(TokenEncoding encoding, HashMap<String, Integer> classes)
      implements Serializable {}

  /** Collects the sequences of a partition by shard and emits them in pieces of limited size. */
  private static final class Pieces
      implements Iterator<Tuple2<Integer, Sequences>>, TokenCursor.Visitor {
    /** Number of values of all open pieces at which all are emitted, 32 MiB. */
    private static final int OPEN_VALUES = 1 << 23;

    private final TokenCursor cursor;
    private final Known known;
    private final int shards;
    private final Map<Integer, Sequences> open = new HashMap<>();
    private final Queue<Tuple2<Integer, Sequences>> finished = new ArrayDeque<>();
    private long openValues;

    Pieces(TokenCursor cursor, Known known, int shards) {
      this.cursor = cursor;
      this.known = known;
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
    public void sequence(Steps steps, int from, int to, Split split, long high, long low) {
      int shard = (int) Long.remainderUnsigned(high, shards);
      String[] labels = steps.labels();
      int beside = known.encoding.beside();
      int columns = (labels == null ? 1 : 2) + beside;
      Sequences piece = open.computeIfAbsent(shard, id -> new Sequences(columns));
      for (int i = from; i < to; i++) {
        piece.addValue(known.encoding.token(steps.tokens()[i]));
        if (labels != null) {
          piece.addValue(known.classes.getOrDefault(labels[i], CrossEntropy.IGNORED));
        }
        for (int column = 0; column < beside; column++) {
          piece.addValue(known.encoding.beside(steps, i, column));
        }
      }
      piece.end(0, 1, split, high, low);
      openValues += (long) (to - from) * columns;
      if (piece.count() >= PIECE_VALUES) {
        finished.add(new Tuple2<>(shard, piece.trimmed()));
        openValues -= piece.count();
        open.remove(shard);
      } else if (openValues > OPEN_VALUES) {
        emitAll();
      }
    }

    /** Invalid rows were reported in the first pass. */
    @Override
    public void defect(Defect defect, String row) {}

    @Override
    public void content(long high, long low) {}

    @Override
    public Tuple2<Integer, Sequences> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no further piece");
      }
      return finished.remove();
    }
  }
}

package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.SequencePredictor;
import org.sparklstm.job.UserException;
import org.sparklstm.job.data.sequence.SequenceFormat;
import org.sparklstm.job.data.sequence.SequenceReader;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.scoring.Predictions.Answer;
import org.sparklstm.job.scoring.Predictions.Invalid;

/** Answers the sequences of a partition, some hundred at a time, in the order of the rows. */
final class PredictionIterator implements Iterator<InternalRow> {
  /** Rows taken together where all sequences are equally long: they stay in the cache. */
  private static final int ALIKE = 64;

  /** Rows taken together where they are not: enough to bring those of similar length together. */
  private static final int VARIED = 512;

  /** Values taken together at most, 4 MiB, however long sequences are; one sequence is always. */
  private static final int VALUES = 1 << 20;

  /** Bytes of rows that wait at most; one row always does. */
  private static final long WAITING_BYTES = 32L << 20;

  /** A larger row is not kept in memory that is used again: it would stay as large. */
  private static final int POOLED_BYTES = 64 << 10;

  /** A row without a sequence. */
  private static final int NONE = -1;

  private final Iterator<InternalRow> rows;
  private final Predictions settings;
  private final int ordinal;
  private final Answer answer;
  private final SequenceReader reader;
  private final SequencePredictor predictor;
  private final Sequences sequences;
  private final Object[] nothing;
  private final List<InternalRow> waiting = new ArrayList<>();

  /** Rows whose memory is used again and again. */
  private final List<UnsafeRow> pool = new ArrayList<>();

  /** Which sequence belongs to a row that waits. */
  private final List<Integer> places = new ArrayList<>();

  private final JoinedRow joined = new JoinedRow();
  private Matrix answers = Matrix.zeros(0, 0);
  private int next;
  private int pooled;
  private long waitingBytes;

  PredictionIterator(
      Iterator<InternalRow> rows,
      Predictions settings,
      SequenceFormat format,
      int ordinal,
      int columns,
      float[] weights,
      Answer answer) {
    this.rows = rows;
    this.settings = settings;
    this.ordinal = ordinal;
    this.answer = answer;
    reader = new SequenceReader(format, settings.gaps());
    predictor = new SequencePredictor(settings.network(), weights, Kernels.fastest());
    sequences = new Sequences(settings.scaling().inputs());
    nothing = new Object[columns];
  }

  @Override
  public boolean hasNext() {
    while (next == waiting.size() && rows.hasNext()) {
      fill();
    }
    return next < waiting.size();
  }

  private void fill() {
    next = 0;
    pooled = 0;
    waiting.clear();
    places.clear();
    sequences.clear();
    waitingBytes = 0;
    while (waiting.size() < (sequences.areAlike() ? ALIKE : VARIED)
        && sequences.count() < VALUES
        && waitingBytes < WAITING_BYTES
        && rows.hasNext()) {
      take(rows.next());
    }
    if (sequences.size() > 0) {
      int outputs = settings.network().outputs();
      if (answers.rows() < sequences.size()) {
        answers = Matrix.zeros(VARIED, outputs);
      }
      predictor.predict(sequences, answers);
    }
  }

  private void take(InternalRow row) {
    Trouble trouble = reader.read(row, ordinal);
    int inputs = settings.scaling().inputs();
    if (trouble == null && reader.width() == inputs) {
      settings.scaling().add(reader, sequences);
      sequences.end();
      places.add(sequences.size() - 1);
      waiting.add(kept(row));
      return;
    }
    if (settings.invalid() == Invalid.ERROR) {
      throw new UserException(
          "a sequence of column '%s' %s%s; handleInvalid (data.missing = skip-window) can leave such rows out"
              .formatted(
                  settings.column(),
                  trouble == null
                      ? "has %d values a step, the model takes %d".formatted(reader.width(), inputs)
                      : trouble.sentence(),
                  trouble == null || reader.length() > 0 ? ": " + reader.show() : ""));
    }
    if (settings.invalid() == Invalid.KEEP) {
      places.add(NONE);
      waiting.add(kept(row));
    }
  }

  /** A copy of a row, in memory that has held another one before: it is still in the cache. */
  private InternalRow kept(InternalRow row) {
    if (!(row instanceof UnsafeRow unsafe)) {
      return row.copy();
    }
    waitingBytes += unsafe.getSizeInBytes();
    if (unsafe.getSizeInBytes() > POOLED_BYTES) {
      return row.copy();
    }
    if (pool.size() == pooled) {
      pool.add(UnsafeRow.createFromByteArray(unsafe.getSizeInBytes(), row.numFields()));
    }
    UnsafeRow copy = pool.get(pooled++);
    copy.copyFrom(unsafe);
    return copy;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no further row");
    }
    int place = places.get(next);
    Object[] cells = place == NONE ? nothing : answer.cells(answers, place);
    return joined.apply(waiting.get(next++), new GenericInternalRow(cells));
  }
}

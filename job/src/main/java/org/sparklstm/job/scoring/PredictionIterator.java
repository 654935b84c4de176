package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.InferenceBatch;
import org.sparklstm.core.train.SequencePredictor;
import org.sparklstm.job.UserException;
import org.sparklstm.job.data.sequence.SequenceFormat;
import org.sparklstm.job.data.sequence.SequenceReader;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.scoring.Predictions.Invalid;
import org.sparklstm.job.spark.RowBuffer;
import org.sparklstm.job.spark.SparkRow;

/** Predicts the sequences of a partition in batches, in the order of the rows. */
final class PredictionIterator implements Iterator<SparkRow> {
  /** Rows per batch if lengths differ: enough to group sequences of similar length. */
  private static final int VARIED = 512;

  /** Number of values, 4 MiB, at which a batch is full; a batch has at least one sequence. */
  private static final int VALUES = 1 << 20;

  /** Bytes of waiting rows at which a batch is full; a batch has at least one row. */
  private static final long WAITING_BYTES = 32L << 20;

  /** Index for a row without a valid sequence. */
  private static final int NO_SEQUENCE = -1;

  private final Iterator<SparkRow> rows;
  private final Predictions settings;
  private final int ordinal;
  private final AnswerColumns columns;
  private final SequenceReader reader;
  private final SequencePredictor predictor;
  private final Sequences sequences;
  private final Object[] nothing;
  private final RowBuffer waiting = new RowBuffer();

  /** Index of the sequence of each waiting row, or {@link #NO_SEQUENCE}. */
  private final List<Integer> places = new ArrayList<>();

  private Matrix answers = Matrix.zeros(0, 0);
  private int next;

  PredictionIterator(
      Iterator<SparkRow> rows,
      Predictions settings,
      SequenceFormat format,
      int ordinal,
      float[] weights,
      AnswerColumns columns) {
    this.rows = rows;
    this.settings = settings;
    this.ordinal = ordinal;
    this.columns = columns;
    reader = new SequenceReader(format, settings.gaps());
    predictor = new SequencePredictor(settings.network(), weights, Kernels.fastest());
    sequences = new Sequences(settings.scaling().inputs());
    nothing = new Object[columns.size()];
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
    waiting.clear();
    places.clear();
    sequences.clear();
    while (waiting.size() < (sequences.areAlike() ? InferenceBatch.SIZE : VARIED)
        && sequences.count() < VALUES
        && waiting.bytes() < WAITING_BYTES
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

  private void take(SparkRow row) {
    Trouble trouble = reader.read(row, ordinal);
    int inputs = settings.scaling().inputs();
    if (trouble == null && reader.width() == inputs) {
      settings.scaling().add(reader, sequences);
      sequences.end();
      places.add(sequences.size() - 1);
      waiting.add(row);
      return;
    }
    Invalid invalid = trouble == Trouble.NULL ? settings.absent() : settings.invalid();
    if (invalid == Invalid.ERROR) {
      throw new UserException(
          "a sequence of column '%s' %s%s; set handleInvalid = skip (data.missing = skip-window) to leave such rows out"
              .formatted(
                  settings.column(),
                  trouble == null
                      ? "has %d values per step, the model expects %d"
                          .formatted(reader.width(), inputs)
                      : trouble.sentence(),
                  trouble == null || reader.length() > 0 ? ": " + reader.show() : ""));
    }
    if (invalid == Invalid.KEEP) {
      places.add(NO_SEQUENCE);
      waiting.add(row);
    }
  }

  @Override
  public SparkRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no further row");
    }
    int place = places.get(next);
    Object[] cells = place == NO_SEQUENCE ? nothing : columns.cells(answers, place);
    return waiting.joined(next++, cells);
  }
}

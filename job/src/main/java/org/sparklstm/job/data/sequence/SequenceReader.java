package org.sparklstm.job.data.sequence;

import java.util.Arrays;
import org.sparklstm.job.spark.NestedNumbers;
import org.sparklstm.job.spark.SparkRow;

/** Reads the sequence of a row into an array that is reused for the next row. */
public final class SequenceReader {
  private final NestedNumbers numbers;
  private final int featureSize;
  private final Gaps gaps;
  private int width;
  private int length;

  /** Defects of a sequence. */
  public enum Trouble {
    NULL("is null"),
    EMPTY("is empty"),
    NULL_STEP("has a step that is null"),
    MISSING_VALUE("has a value that is null, NaN or infinite"),
    RAGGED("has steps of different width"),
    NOT_WHOLE("ends within a step");

    private final String words;

    Trouble(String words) {
      this.words = words;
    }

    /** The defect as the predicate of a sentence. */
    public String sentence() {
      return words;
    }
  }

  public SequenceReader(SequenceFormat format, Gaps gaps) {
    numbers = new NestedNumbers(format.layout(), format.element());
    featureSize = format.featureSize();
    this.gaps = gaps;
  }

  /** I of the sequence read last. */
  public int width() {
    return width;
  }

  /** T of the sequence read last. */
  public int length() {
    return length;
  }

  /** The values of the sequence read last (T, I); the array may be longer. */
  double[] values() {
    return numbers.values();
  }

  /** Reads a sequence. Returns its defect, or null if it is valid. */
  public Trouble read(SparkRow row, int ordinal) {
    width = 0;
    length = 0;
    switch (numbers.read(row, ordinal)) {
      case NULL -> {
        return Trouble.NULL;
      }
      case NULL_STEP -> {
        return Trouble.NULL_STEP;
      }
      case RAGGED -> {
        width = numbers.width();
        return Trouble.RAGGED;
      }
      default -> {
        width = numbers.width();
        length = numbers.length();
      }
    }
    if (featureSize > 0) {
      // a vector holds all steps in sequence
      int size = width;
      width = featureSize;
      length = size / width;
      if (size % width != 0) {
        return Trouble.NOT_WHOLE;
      }
    }
    return length == 0 || width == 0 ? Trouble.EMPTY : closeGaps();
  }

  private Trouble closeGaps() {
    if (gaps == Gaps.KEPT || isWhole()) {
      return null;
    }
    double[] values = numbers.values();
    for (int i = 0; i < length * width; i++) {
      if (!Double.isFinite(values[i])) {
        if (gaps == Gaps.REFUSED || i < width) {
          return Trouble.MISSING_VALUE;
        }
        values[i] = values[i - width];
      }
    }
    return null;
  }

  /** Whether all values are finite; without a branch per value. */
  private boolean isWhole() {
    double[] values = numbers.values();
    double even = 0;
    double odd = 0;
    int count = length * width;
    for (int i = 0; i + 1 < count; i += 2) {
      // adds 0, or NaN if the value is not finite
      even += values[i] * 0;
      odd += values[i + 1] * 0;
    }
    return even + odd == 0 && Double.isFinite(values[count - 1]);
  }

  /** The beginning of the sequence read last, for messages. */
  public String show() {
    double[] values = numbers.values();
    StringBuilder text = new StringBuilder("[");
    for (int t = 0; t < Math.min(length, 2); t++) {
      double[] step = Arrays.copyOfRange(values, t * width, t * width + Math.min(width, 3));
      text.append(t > 0 ? ", " : "").append(Arrays.toString(step));
    }
    return text.append(length > 2 ? ", …]" : "]").toString();
  }
}

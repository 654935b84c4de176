package org.sparklstm.job.report;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.zip.CRC32C;
import org.sparklstm.core.train.ValueHistogram;

/**
 * A TensorBoard event file in memory. A file is a sequence of records: length, checksum of the
 * length, protocol buffer, checksum of the buffer, little-endian. The buffers are TensorFlow's
 * {@code Event} (event.proto) and {@code Summary} (summary.proto); the constants are their field
 * numbers.
 */
final class EventFile {
  private static final int EVENT_WALL_TIME = 1;
  private static final int EVENT_STEP = 2;
  private static final int EVENT_FILE_VERSION = 3;
  private static final int EVENT_SUMMARY = 5;
  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE = 2;
  private static final int VALUE_HISTOGRAM = 5;
  private static final int HISTOGRAM_MIN = 1;
  private static final int HISTOGRAM_MAX = 2;
  private static final int HISTOGRAM_COUNT = 3;
  private static final int HISTOGRAM_SUM = 4;
  private static final int HISTOGRAM_SQUARES = 5;
  private static final int HISTOGRAM_LIMITS = 6;
  private static final int HISTOGRAM_BUCKETS = 7;
  private static final int CRC_MASK = 0xa282ead8;

  /** Messages are small, and each scalar takes three of them. */
  private static final int BUFFER = 64;

  private final byte[] header;
  private final ByteArrayOutputStream events = new ByteArrayOutputStream();
  private final DoubleSupplier wallTime;

  /** The fields of a message. */
  @FunctionalInterface
  private interface Content {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  /**
   * @param wallTime supplies seconds since 1970
   */
  EventFile(DoubleSupplier wallTime) {
    this.wallTime = wallTime;
    header =
        record(
            message(
                event -> {
                  event.writeDouble(EVENT_WALL_TIME, wallTime.getAsDouble());
                  event.writeString(EVENT_FILE_VERSION, "brain.Event:2");
                }));
  }

  /** Adds a scalar. */
  void scalar(String tag, long step, double value) {
    summary(step, tag, out -> out.writeFloat(VALUE_SIMPLE, (float) value));
  }

  /** Adds a histogram. */
  void histogram(String tag, long step, ValueHistogram histogram) {
    summary(
        step,
        tag,
        out ->
            out.writeBytes(
                VALUE_HISTOGRAM,
                message(
                    fields -> {
                      fields.writeDouble(HISTOGRAM_MIN, histogram.smallest());
                      fields.writeDouble(HISTOGRAM_MAX, histogram.largest());
                      fields.writeDouble(
                          HISTOGRAM_COUNT,
                          Arrays.stream(histogram.counts()).asDoubleStream().sum());
                      fields.writeDouble(HISTOGRAM_SUM, histogram.sum());
                      fields.writeDouble(HISTOGRAM_SQUARES, histogram.sumOfSquares());
                      fields.writeBytes(HISTOGRAM_LIMITS, doubles(histogram, histogram::end));
                      fields.writeBytes(
                          HISTOGRAM_BUCKETS,
                          doubles(histogram, bin -> (double) histogram.counts()[bin]));
                    })));
  }

  /** Gives one value per bin. */
  private interface BinValue {
    double of(int bin);
  }

  private static ByteString doubles(ValueHistogram histogram, BinValue value) {
    int bins = histogram.counts().length;
    byte[] bytes = new byte[bins * Double.BYTES];
    ByteBuffer packed = littleEndian(bytes);
    for (int bin = 0; bin < bins; bin++) {
      packed.putDouble(value.of(bin));
    }
    return ByteString.copyFrom(bytes);
  }

  private void summary(long step, String tag, Content content) {
    ByteString value =
        message(
            out -> {
              out.writeString(VALUE_TAG, tag);
              content.writeTo(out);
            });
    events.writeBytes(
        record(
            message(
                event -> {
                  event.writeDouble(EVENT_WALL_TIME, wallTime.getAsDouble());
                  event.writeInt64(EVENT_STEP, step);
                  event.writeBytes(
                      EVENT_SUMMARY, message(summary -> summary.writeBytes(SUMMARY_VALUE, value)));
                })));
  }

  private static ByteString message(Content content) {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER);
    try {
      content.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }

  private static byte[] record(ByteString event) {
    byte[] length = new byte[Long.BYTES];
    littleEndian(length).putLong(event.size());
    byte[] content = event.toByteArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(length);
    out.writeBytes(checksum(length));
    out.writeBytes(content);
    out.writeBytes(checksum(content));
    return out.toByteArray();
  }

  /** Masked CRC-32C, as in TFRecord files. */
  private static byte[] checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
    byte[] checksum = new byte[Integer.BYTES];
    littleEndian(checksum).putInt(masked);
    return checksum;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Adds the events of another file.
   *
   * @param other Not modified.
   */
  void append(EventFile other) {
    events.writeBytes(other.events.toByteArray());
  }

  /** Whether it has no events. */
  boolean isEmpty() {
    return events.size() == 0;
  }

  /** The bytes of the file with all events so far. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header);
    out.writeBytes(events.toByteArray());
    return out.toByteArray();
  }
}

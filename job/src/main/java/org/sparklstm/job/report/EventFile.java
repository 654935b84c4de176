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
 * Events as TensorBoard reads them: records of length, checksum, protocol buffer ({@code Event} of
 * TensorFlow's event.proto, {@code Summary} of summary.proto) and checksum, little-endian. The
 * numbers are those of the fields in these files.
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

  /** Messages are small, and there are three to a number. */
  private static final int BUFFER = 64;

  private final byte[] header;
  private final ByteArrayOutputStream events = new ByteArrayOutputStream();
  private final DoubleSupplier wallTime;

  /** Part of a message. */
  @FunctionalInterface
  private interface Part {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  /**
   * @param wallTime seconds since 1970
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

  /** Adds a number. */
  void scalar(String tag, long step, double value) {
    summary(step, tag, part -> part.writeFloat(VALUE_SIMPLE, (float) value));
  }

  /** Adds a histogram. */
  void histogram(String tag, long step, ValueHistogram histogram) {
    summary(
        step,
        tag,
        part ->
            part.writeBytes(
                VALUE_HISTOGRAM,
                message(
                    out -> {
                      out.writeDouble(HISTOGRAM_MIN, histogram.smallest());
                      out.writeDouble(HISTOGRAM_MAX, histogram.largest());
                      out.writeDouble(
                          HISTOGRAM_COUNT,
                          Arrays.stream(histogram.counts()).asDoubleStream().sum());
                      out.writeDouble(HISTOGRAM_SUM, histogram.sum());
                      out.writeDouble(HISTOGRAM_SQUARES, histogram.sumOfSquares());
                      out.writeBytes(HISTOGRAM_LIMITS, doubles(histogram, histogram::end));
                      out.writeBytes(
                          HISTOGRAM_BUCKETS,
                          doubles(histogram, bin -> (double) histogram.counts()[bin]));
                    })));
  }

  /** A value of each bin. */
  private interface OfBin {
    double of(int bin);
  }

  private static ByteString doubles(ValueHistogram histogram, OfBin value) {
    int bins = histogram.counts().length;
    byte[] bytes = new byte[bins * Double.BYTES];
    ByteBuffer packed = littleEndian(bytes);
    for (int bin = 0; bin < bins; bin++) {
      packed.putDouble(value.of(bin));
    }
    return ByteString.copyFrom(bytes);
  }

  private void summary(long step, String tag, Part content) {
    ByteString value =
        message(
            part -> {
              part.writeString(VALUE_TAG, tag);
              content.writeTo(part);
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

  private static ByteString message(Part content) {
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

  /** CRC-32C, rotated and shifted as TFRecord has it. */
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

  /** Adds the events of another file. {@code other} Not modified. */
  void append(EventFile other) {
    events.writeBytes(other.events.toByteArray());
  }

  /** Whether it has no events. */
  boolean isEmpty() {
    return events.size() == 0;
  }

  /** The file as it is now. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header);
    out.writeBytes(events.toByteArray());
    return out.toByteArray();
  }
}

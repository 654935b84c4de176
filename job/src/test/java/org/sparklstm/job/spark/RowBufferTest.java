package org.sparklstm.job.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class RowBufferTest {
  /** Bytes up to which a row is copied into memory that is used again. */
  private static final int POOLED_BYTES = 64 << 10;

  private final UnsafeRowWriter writer = new UnsafeRowWriter(3);

  /** A row in the one piece of memory that all rows of a partition share, as in Spark. */
  private UnsafeRow unsafe(long number, String text) {
    writer.reset();
    writer.zeroOutNullBytes();
    writer.write(0, number);
    writer.write(1, UTF8String.fromString(text));
    writer.setNullAt(2);
    return writer.getRow();
  }

  private static void assertJoined(SparkRow row, long number, String text, double cell) {
    InternalRow cells = row.internal();
    assertThat(cells.numFields()).isEqualTo(5);
    assertThat(cells.getLong(0)).isEqualTo(number);
    assertThat(cells.getUTF8String(1)).hasToString(text);
    assertThat(row.isNullAt(2)).isTrue();
    assertThat(row.getDouble(3)).isEqualTo(cell);
    assertThat(row.getBoolean(4)).isTrue();
  }

  private static Object[] cells(double value) {
    return new Object[] {value, true};
  }

  private static String text(int i) {
    return "row " + "x".repeat(i * 37 % 200) + i;
  }

  @Test
  void copiesStayValidAfterTheSourceRowHasChanged() {
    RowBuffer buffer = new RowBuffer();
    SparkRow view = new SparkRow();
    for (int i = 0; i < 50; i++) {
      buffer.add(view.at(unsafe(i, text(i))));
    }
    assertThat(buffer.size()).isEqualTo(50);
    for (int i = 49; i >= 0; i--) {
      assertJoined(buffer.joined(i, cells(i / 4.0)), i, text(i), i / 4.0);
    }
  }

  @Test
  void rowsOfOtherKindsAreCopiedToo() {
    RowBuffer buffer = new RowBuffer();
    Object[] cells = {1L, UTF8String.fromString("before"), null};
    InternalRow row = new GenericInternalRow(cells);
    buffer.add(new SparkRow().at(row));
    row.setLong(0, 2);
    row.update(1, UTF8String.fromString("after"));
    buffer.add(new SparkRow().at(row));
    assertJoined(buffer.joined(0, cells(0.5)), 1, "before", 0.5);
    assertJoined(buffer.joined(1, cells(1.5)), 2, "after", 1.5);
    assertThat(buffer.bytes()).isZero();
  }

  @Test
  void aClearedBufferHoldsTheNextRowsInTheSameMemory() {
    RowBuffer buffer = new RowBuffer();
    SparkRow view = new SparkRow();
    buffer.add(view.at(unsafe(1, "a longer text than that of the next row")));
    Object memory = base(buffer.joined(0, cells(0)));
    buffer.clear();
    assertThat(buffer.size()).isZero();
    assertThat(buffer.bytes()).isZero();
    buffer.add(view.at(unsafe(2, "shorter")));
    buffer.add(view.at(unsafe(3, "")));
    assertJoined(buffer.joined(0, cells(2)), 2, "shorter", 2);
    assertJoined(buffer.joined(1, cells(3)), 3, "", 3);
    assertThat(base(buffer.joined(0, cells(0)))).isSameAs(memory);
  }

  /** The memory that holds a text of a row. */
  private static Object base(SparkRow row) {
    return row.internal().getUTF8String(1).getBaseObject();
  }

  @Test
  void bytesAreThoseOfAllCopies() {
    RowBuffer buffer = new RowBuffer();
    long bytes = 0;
    List<String> texts = new ArrayList<>(List.of("", "a", "x".repeat(POOLED_BYTES), "b"));
    for (String text : texts) {
      UnsafeRow row = unsafe(1, text);
      bytes += row.getSizeInBytes();
      buffer.add(new SparkRow().at(row));
    }
    assertThat(buffer.bytes()).isEqualTo(bytes);
  }

  /** Reused memory grows to the largest row it has held: a large row must not make it stay so. */
  @Test
  void aLargeRowGetsMemoryOfItsOwn() {
    RowBuffer buffer = new RowBuffer();
    SparkRow view = new SparkRow();
    String large = "y".repeat(POOLED_BYTES);
    buffer.add(view.at(unsafe(1, large)));
    Object memory = base(buffer.joined(0, cells(0)));
    buffer.add(view.at(unsafe(2, "small")));
    assertJoined(buffer.joined(0, cells(1)), 1, large, 1);
    assertJoined(buffer.joined(1, cells(2)), 2, "small", 2);
    buffer.clear();
    buffer.add(view.at(unsafe(3, "small too")));
    assertJoined(buffer.joined(0, cells(3)), 3, "small too", 3);
    assertThat(base(buffer.joined(0, cells(0)))).isNotSameAs(memory);
  }

  @Test
  void oneViewShowsAllJoinedRows() {
    RowBuffer buffer = new RowBuffer();
    SparkRow view = new SparkRow();
    buffer.add(view.at(unsafe(1, "one")));
    buffer.add(view.at(unsafe(2, "two")));
    SparkRow first = buffer.joined(0, cells(1));
    SparkRow second = buffer.joined(1, cells(2));
    assertThat(first).isSameAs(second);
    assertJoined(first, 2, "two", 2);
  }

  @Test
  void joinedCellsMayBeTextsAndVectors() {
    RowBuffer buffer = new RowBuffer();
    buffer.add(new SparkRow().at(unsafe(1, "one")));
    InternalRow joined =
        buffer
            .joined(0, new Object[] {Cells.text("é"), Cells.vector(new double[] {1, 2}), null})
            .internal();
    assertThat(joined.getUTF8String(3)).hasToString("é");
    assertThat(joined.getStruct(4, 4).getByte(0)).isEqualTo((byte) 1);
    assertThat(joined.getStruct(4, 4).getArray(3).toDoubleArray()).containsExactly(1, 2);
    assertThat(joined.isNullAt(5)).isTrue();
  }
}

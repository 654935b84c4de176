package org.sparklstm.job.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Copies of rows, in memory that is reused because it is still in the CPU's cache. */
public final class RowBuffer {
  /** Largest row to copy into reused memory, which never shrinks. */
  private static final int POOLED_BYTES = 64 << 10;

  private final List<InternalRow> rows = new ArrayList<>();
  private final List<UnsafeRow> pool = new ArrayList<>();
  private final JoinedRow joined = new JoinedRow();
  private final SparkRow result = new SparkRow();
  private int pooled;
  private long bytes;

  /** Adds a copy of a row. */
  public void add(SparkRow row) {
    rows.add(copy(row.internal()));
  }

  private InternalRow copy(InternalRow row) {
    if (!(row instanceof UnsafeRow unsafe)) {
      return row.copy();
    }
    bytes += unsafe.getSizeInBytes();
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

  public int size() {
    return rows.size();
  }

  /** Bytes of all copies. */
  public long bytes() {
    return bytes;
  }

  /** Removes all copies. */
  public void clear() {
    rows.clear();
    pooled = 0;
    bytes = 0;
  }

  /**
   * A copy followed by further cells. Valid until the next call.
   *
   * @param cells values as {@link Cells} creates them. Kept, not copied.
   */
  public SparkRow joined(int index, Object[] cells) {
    return result.at(joined.apply(rows.get(index), new GenericInternalRow(cells)));
  }
}

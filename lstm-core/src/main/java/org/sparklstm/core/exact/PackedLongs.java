package org.sparklstm.core.exact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Whole numbers in fewer bytes, none of them lost. A group of 64 shares what its numbers have in
 * common: zeros below, which a sum of floats of one scale has, and the sign's repetitions above. A
 * number then takes as many whole bytes as the widest of its group.
 */
final class PackedLongs {
  private static final int GROUP = 64;

  /** Bytes before a group: the zeros below, and the bytes of a number. */
  private static final int HEADER = 2;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private PackedLongs() {}

  /** Packs numbers after {@code offset} free bytes. */
  static byte[] pack(long[] numbers, int offset) {
    // every number is written as a whole long, the next one over what is too much
    int groups = (numbers.length + GROUP - 1) / GROUP;
    byte[] packed = new byte[offset + groups * HEADER + (numbers.length + 1) * Long.BYTES];
    int at = offset;
    for (int start = 0; start < numbers.length; start += GROUP) {
      int end = Math.min(start + GROUP, numbers.length);
      long any = 0;
      long magnitudes = 0;
      for (int i = start; i < end; i++) {
        any |= numbers[i];
        magnitudes |= numbers[i] ^ (numbers[i] >> 63);
      }
      int zeros = any == 0 ? 0 : Long.numberOfTrailingZeros(any);
      int bits = Long.SIZE - Long.numberOfLeadingZeros(magnitudes >> zeros) + 1;
      int bytes = any == 0 ? 0 : (bits + Byte.SIZE - 1) / Byte.SIZE;
      packed[at] = (byte) zeros;
      packed[at + 1] = (byte) bytes;
      at += HEADER;
      for (int i = start; i < end; i++) {
        LONG.set(packed, at, numbers[i] >> zeros);
        at += bytes;
      }
    }
    return Arrays.copyOf(packed, at + Long.BYTES);
  }

  /**
   * Unpacks as many numbers as there is room for.
   *
   * @param numbers Modified.
   */
  static void unpack(byte[] packed, int offset, long[] numbers) {
    int at = offset;
    for (int start = 0; start < numbers.length; start += GROUP) {
      int end = Math.min(start + GROUP, numbers.length);
      int zeros = packed[at];
      int bytes = packed[at + 1];
      int above = Long.SIZE - Byte.SIZE * bytes;
      at += HEADER;
      for (int i = start; i < end && bytes > 0; i++) {
        long number = (long) LONG.get(packed, at);
        numbers[i] = number << above >> above << zeros;
        at += bytes;
      }
    }
  }
}

package org.sparklstm.core.exact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Lossless compression of longs. Each group of 64 numbers omits the bits that all of them have in
 * common: trailing zeros, which sums of floats of one scale have, and repetitions of the sign bit.
 * Each number of a group then takes as many whole bytes as the widest.
 */
final class PackedLongs {
  private static final int GROUP = 64;

  /** The bytes before a group: the number of trailing zeros, and of bytes per number. */
  private static final int HEADER = 2;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private PackedLongs() {}

  /** Packs numbers, leaving {@code offset} bytes free in front of them. */
  static byte[] pack(long[] numbers, int offset) {
    // each number is written as a whole long; the next one overwrites the surplus bytes
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
   * Unpacks numbers.
   *
   * @param offset index of the first byte
   * @param numbers receives as many numbers as it holds. Modified.
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

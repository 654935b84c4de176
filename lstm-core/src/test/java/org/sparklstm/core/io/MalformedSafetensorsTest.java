package org.sparklstm.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invalid files are rejected with a reason, or read, without any other outcome. */
class MalformedSafetensorsTest {
  private static final int MUTATIONS = 10_000;

  private static byte[] file(byte[] header, int dataBytes) {
    return ByteBuffer.allocate(8 + header.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  private static byte[] utf8(String header) {
    return header.getBytes(StandardCharsets.UTF_8);
  }

  private static Safetensors read(byte[] bytes) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(bytes), bytes.length);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ends late      | {'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 4 | tensors have 8 bytes",
        "ends early     | {'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 9 | 9 bytes follow the header",
        "wrong size     | {'t':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4 | needs 8 bytes",
        "starts late    | {'t':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | expected it to begin at byte 0",
        "decreasing     | {'t':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | 4 | bytes 4 to 0",
        "overlapping    | {'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'u':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | 'u' has bytes 4 to 8, expected it to begin at byte 8",
        "a hole         | {'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'u':{'dtype':'F32','shape':[1],'data_offsets':[8,12]}} | 12 | 'u' has bytes 8 to 12, expected it to begin at byte 4",
        "negative       | {'t':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | 4 | whole number of at least 0",
        "fractional     | {'t':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}} | 4 | whole number",
        "exponent       | {'t':{'dtype':'F32','shape':[1e0],'data_offsets':[0,4]}} | 4 | whole number",
        "text dimension | {'t':{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}} | 4 | an element that is not a number",
        "null dimension | {'t':{'dtype':'F32','shape':[null],'data_offsets':[0,4]}} | 4 | an element that is not a number",
        "no shape       | {'t':{'dtype':'F32','data_offsets':[0,4]}} | 4 | expected dtype, shape and data_offsets",
        "no offsets     | {'t':{'dtype':'F32','shape':[1]}} | 4 | expected dtype, shape and data_offsets",
        "no dtype       | {'t':{'shape':[1],'data_offsets':[0,4]}} | 4 | expected dtype",
        "one offset     | {'t':{'dtype':'F32','shape':[1],'data_offsets':[0]}} | 4 | expected 2",
        "unknown dtype  | {'t':{'dtype':'Q7','shape':[1],'data_offsets':[0,4]}} | 4 | dtype 'Q7'",
        "dtype a number | {'t':{'dtype':32,'shape':[1],'data_offsets':[0,4]}} | 4 | dtype is not a string",
        "unknown field  | {'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'x':1}} | 4 | unknown field 'x'",
        "field twice    | {'t':{'dtype':'F32','dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4 | 'dtype' appears twice",
        "name twice     | {'t':{'dtype':'F32','shape':[0],'data_offsets':[0,0]},'t':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}} | 0 | tensor 't' appears twice",
        "shape overflow | {'t':{'dtype':'F32','shape':[9999999999,9999999999],'data_offsets':[0,4]}} | 4 | too large",
        "size overflow  | {'t':{'dtype':'F64','shape':[4611686018427387904],'data_offsets':[0,4]}} | 4 | too large",
        "huge number    | {'t':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}} | 4 | not valid JSON",
        "tensor no map  | {'t':1} | 0 | not valid JSON",
        "junk after     | {} x | 0 | not valid JSON",
        "two roots      | {}{} | 0 | not valid JSON",
        "a comment      | {/* */} | 0 | not valid JSON",
        "bare names     | {t:1} | 0 | not valid JSON",
        "unfinished     | {'t':{'dtype':'F32' | 0 | not valid JSON",
        "deep nesting   | {'t':{'dtype':[[[[[[[[[[1]]]]]]]]]]}} | 0 | dtype is not a string",
        "deep metadata  | {'__metadata__':{'a':[[[[[[[[[[]]]]]]]]]]}} | 0 | metadata 'a' is not a string",
        "root a list    | [] | 0 | expected '{'",
        "blank first    | ~ {}~ | 0 | expected '{'",
        "metadata       | {'__metadata__':{'a':1}} | 0 | metadata 'a' is not a string",
        "metadata twice | {'__metadata__':{},'__metadata__':{}} | 0 | '__metadata__' appears twice",
        "key twice      | {'__metadata__':{'a':'1','a':'2'}} | 0 | metadata 'a' appears twice",
      })
  void invalidHeadersAreRejected(String name, String header, int dataBytes, String message) {
    byte[] file = file(utf8(header.replace('\'', '"').replace("~", "")), dataBytes);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void invalidLengthsAreRejected() {
    for (long length : new long[] {0, -1, Long.MIN_VALUE, 9, 100_000_001, 1L << 40}) {
      byte[] bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
      assertThatThrownBy(() -> read(bytes))
          .isInstanceOf(MalformedFileException.class)
          .hasMessageContaining("the header's length is given as");
    }
    assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("the file has 0 bytes");
    assertThatThrownBy(() -> read(new byte[7])).hasMessageContaining("the file has 7 bytes");
  }

  @Test
  void otherEncodingsAreRejected() {
    byte[] latin = utf8("{\"__metadata__\":{\"a\":\"?\"}}");
    latin[23] = (byte) 0xe4;
    assertThatThrownBy(() -> read(file(latin, 0))).hasMessage("the header is not UTF-8");
    assertThatThrownBy(() -> read(file(utf8("\ufeff{}"), 0)))
        .hasMessage("the header begins with byte 0xef, expected '{'");
  }

  @Test
  void truncatedFilesAreRejected() {
    byte[] good = file(utf8("{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"), 8);
    for (int kept = 0; kept < good.length; kept++) {
      int length = kept;
      assertThatThrownBy(
              () -> Safetensors.read(new ByteArrayInputStream(good, 0, length), good.length))
          .as("%d", kept)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ends");
    }
  }

  /**
   * Mutated files are rejected or read, in time, and with memory in proportion to the file's size.
   */
  @Test
  @Timeout(60)
  void mutatedFilesAreRejectedOrRead() throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    tensors.put("weight", new Safetensors.Tensor(List.of(3L, 5L), new float[15]));
    tensors.put("bias", new Safetensors.Tensor(List.of(3L), new float[3]));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Safetensors(Map.of("cell", "lstm"), tensors).write(out);
    byte[] good = out.toByteArray();
    Random random = new Random(1);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int read = 0;
    long most = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = mutate(good, random);
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        read(mutated);
        read++;
      } catch (IOException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
      most = Math.max(most, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(read).isBetween(MUTATIONS / 50, MUTATIONS - MUTATIONS / 50);
    assertThat(most).isLessThan(2_000_000);
  }

  private static byte[] mutate(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 200));
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) "0123456789-.,:[]{}\"eE".charAt(random.nextInt(21));
        case 3 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
        default -> {
          byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
          System.arraycopy(bytes, at, longer, at + longer.length - bytes.length, bytes.length - at);
          bytes = longer;
        }
      }
    }
    return bytes;
  }
}

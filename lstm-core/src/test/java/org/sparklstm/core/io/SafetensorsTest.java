package org.sparklstm.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparklstm.core.Goldens;

class SafetensorsTest {

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  private static Safetensors read(byte[] bytes) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(bytes), bytes.length);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", new Safetensors.Tensor(List.of(2L, 3L), new float[] {1, 2, 3, 4, 5, -0f}));
    tensors.put("a", new Safetensors.Tensor(List.of(), new float[] {Float.MIN_VALUE}));
    tensors.put("none", new Safetensors.Tensor(List.of(0L, 7L), new float[0]));
    Safetensors written = new Safetensors(Map.of("key", "värde \"x\""), tensors);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    written.write(out);
    assertThat(out.size()).isEqualTo((int) written.length());
    Safetensors read = read(out.toByteArray());
    assertThat(read.metadata()).isEqualTo(written.metadata());
    assertThat(read.tensors().keySet()).containsExactly("b", "a", "none");
    assertThat(read.values("b", List.of(2L, 3L))).containsExactly(1, 2, 3, 4, 5, -0f);
    assertThatThrownBy(() -> read.values("b", List.of(3L, 2L)))
        .hasMessage("tensor 'b' has shape [2, 3], expected [3, 2]");
    assertThatThrownBy(() -> read.values("c", List.of()))
        .hasMessage("no tensor 'c'; there are [b, a, none]");
  }

  @Test
  void filesOfTheReferenceLibraryAreRead() throws IOException {
    assertThat(Goldens.read("optimizers.safetensors").tensors()).containsKeys("start", "adam");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 4 | take 8 bytes",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | 4 | needs 8 bytes",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | 8 | expected to begin at 0",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | 4 | not negative",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}} | 4 | whole number",
        "{\"t\":{\"dtype\":\"Q7\",\"shape\":[1],\"data_offsets\":[0,4]}} | 4 | dtype 'Q7'",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[9999999999,9999999999],\"data_offsets\":[0,4]}} | 4 | too large",
        "{\"t\":{\"shape\":[1],\"data_offsets\":[0,4]}} | 4 | expected dtype",
        "{\"t\":1} | 0 | not valid JSON",
        "{} x | 0 | not valid JSON",
        "[] | 0 | expected '{'",
        "{\"__metadata__\":{\"a\":1}} | 0 | metadata 'a' is not a string",
      })
  void otherFilesAreRefused(String header, int dataBytes, String message) {
    assertThatThrownBy(() -> read(file(header, dataBytes)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void lengthsAreCheckedBeforeAnythingIsAllocated() {
    byte[] huge = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40).array();
    assertThatThrownBy(() -> read(huge)).hasMessageContaining("the header's length is given as");
    assertThatThrownBy(() -> read(new byte[5])).hasMessageContaining("the file has 5 bytes");
  }
}

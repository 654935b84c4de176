package org.sparklstm.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.Goldens;

class SafetensorsTest {

  private static Safetensors read(byte[] bytes) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(bytes), bytes.length);
  }

  @Test
  void writtenFilesAreReadBack() throws IOException {
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
        .hasMessage("no tensor 'c'; the file has [b, a, none]");
  }

  @Test
  void filesOfTheReferenceLibraryAreRead() throws IOException {
    assertThat(Goldens.read("optimizers.safetensors").tensors()).containsKeys("start", "adam");
  }
}

package org.sparklstm.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void whatATerminalWouldObeyIsEscaped() {
    assertThat(Shown.line("größer 日本 🙂 a/b")).isEqualTo("größer 日本 🙂 a/b");
    assertThat(Shown.line("a\nerror: fake\r\u001b[2J\u0007"))
        .isEqualTo("a\\nerror: fake\\r\\u001b[2J\\u0007");
    assertThat(Shown.line("gpj.\u202etxt\u0085")).isEqualTo("gpj.\\u202etxt\\u0085");
  }

  @Test
  void theMiddleOfWhatIsTooLongIsCut() {
    assertThat(Shown.line("found " + "x".repeat(8_000_000) + "; way out"))
        .hasSizeLessThan(2100)
        .startsWith("found x")
        .contains("x… (8,000,015 characters) …x")
        .endsWith("; way out");
    assertThat(new UserException("a\nb")).hasMessage("a\\nb");
  }
}

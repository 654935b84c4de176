package org.sparklstm.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.MissingFormatArgumentException;
import org.junit.jupiter.api.Test;

/** A message is composed once, and each door fills in its own names of settings. */
class MessageTest {
  /** A door with names that would break a format string, a pattern or a replacement. */
  private static final Wording ODD =
      new Wording() {
        @Override
        public String setting(String key) {
          return "<" + key + " 100%d $1 \\ {brace}>";
        }

        @Override
        public String assignment(String key, String value) {
          return "%s(" + key + "; " + value + ")";
        }
      };

  @Test
  void settingsAreNamedInTheWordsOfTheDoor() {
    Message message = Message.of("{data.label}: column '%s' has %,d values", "kind", 12_345);
    assertThat(message.in(Wording.KEYS)).isEqualTo("data.label: column 'kind' has 12,345 values");
    assertThat(message).hasToString("data.label: column 'kind' has 12,345 values");
    assertThat(message.in(ODD))
        .isEqualTo("<data.label 100%d $1 \\ {brace}>: column 'kind' has 12,345 values");
  }

  @Test
  void aSettingWithAValueIsSaidAsAnAssignment() {
    Message message = Message.of("set {data.missing = skip-window} or {data.missing}");
    assertThat(message.in(Wording.KEYS))
        .isEqualTo("set data.missing = skip-window or data.missing");
    assertThat(message.in(ODD))
        .isEqualTo("set %s(data.missing; skip-window) or <data.missing 100%d $1 \\ {brace}>");
  }

  @Test
  void aSettingMayBeFollowedByTheRestOfItsKey() {
    assertThat(Message.of("raise {data.split}.%s", "test")).hasToString("raise data.split.test");
  }

  @Test
  void argumentsAreTakenAsTheyAre() {
    String hostile = "{data.label} %s %d 100% {a = b} $1 \\";
    assertThat(Message.of("column '%s' of {data.time}", hostile).in(Wording.KEYS))
        .isEqualTo("column '" + hostile + "' of data.time");
    assertThat(Message.of("%s: %s", hostile, null)).hasToString(hostile + ": null");
  }

  @Test
  void literalTextIsTakenAsItIs() {
    String hostile = "{data.label} is 50% of %s and {run.resume = never}";
    assertThat(Message.literal(hostile).in(ODD)).isEqualTo(hostile);
  }

  @Test
  void messagesWithinMessagesAreSaidInTheSameWords() {
    Message inner = Message.of("{window.lookback} is %d%%", 7);
    Message outer = Message.of("{model.hidden}: %s, %s", inner, Message.of("%s", inner));
    assertThat(outer).hasToString("model.hidden: window.lookback is 7%, window.lookback is 7%");
    Wording upper = new Upper();
    assertThat(outer.in(upper))
        .isEqualTo("MODEL.HIDDEN: WINDOW.LOOKBACK is 7%, WINDOW.LOOKBACK is 7%");
  }

  private static final class Upper implements Wording {
    @Override
    public String setting(String key) {
      return key.toUpperCase(Locale.ROOT);
    }

    @Override
    public String assignment(String key, String value) {
      return setting(key) + "=" + value;
    }

    @Override
    public String advice(String ofConfiguration, String ofCode) {
      return ofCode;
    }
  }

  @Test
  void adviceIsForTheDoor() {
    Message message = Message.of("a table%s", Message.advice(" {a} 5%", " {b} 6%"));
    assertThat(message).hasToString("a table {a} 5%");
    assertThat(message.in(new Upper())).isEqualTo("a table {b} 6%");
  }

  @Test
  void bracesThatNameNoSettingStay() {
    assertThat(Message.of("a section { … } and {}")).hasToString("a section  …  and {}");
  }

  @Test
  void laterChangesOfTheArgumentsAreNotSeen() {
    Object[] arguments = {"before"};
    Message message = Message.of("%s", arguments);
    arguments[0] = "after";
    assertThat(message).hasToString("before");
  }

  @Test
  void aMissingArgumentIsNotPassedOver() {
    assertThatThrownBy(() -> Message.of("%s and %s", "one").in(Wording.KEYS))
        .isInstanceOf(MissingFormatArgumentException.class);
  }

  @Test
  void anErrorKeepsItsMessageForAllDoors() {
    UserException error = UserException.of("{train.epochs} is %d", 3);
    assertThat(error).hasMessage("train.epochs is 3");
    assertThat(error.said().in(new Upper())).isEqualTo("TRAIN.EPOCHS is 3");
    assertThat(new UserException("{train.epochs} is 5%").said().in(new Upper()))
        .isEqualTo("{train.epochs} is 5%");
    Throwable cause = new IOException("disk");
    assertThat(new UserException("it failed", cause)).hasCause(cause);
  }

  @Test
  void anErrorTravelsAlthoughItsMessageDoesNot() throws IOException {
    UserException error = UserException.of("{train.epochs} is %s", new Object());
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      out.writeObject(error);
      assertThatThrownBy(() -> out.writeObject(List.of(error.said())))
          .isInstanceOf(NotSerializableException.class);
    }
  }
}

package org.sparklstm.job;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.output.CountingOutputStream;

/**
 * JSON that is stored. What is read is data, of which nothing is trusted: it must be JSON to the
 * letter, without duplicate names, and nothing may follow it.
 */
public final class StoredJson {
  /** Maps objects to JSON with names such as {@code format_version}. */
  private static final Gson MAPPER =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .disableHtmlEscaping()
          .create();

  private static final Gson PRETTY = MAPPER.newBuilder().setPrettyPrinting().create();

  private StoredJson() {}

  /**
   * Parses a text.
   *
   * @throws JsonParseException if it is not a JSON value
   */
  public static JsonElement parse(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement value = value(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("something follows the JSON value");
      }
      return value;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      // the parser's own words are for programmers
      throw new JsonParseException(
          String.valueOf(e.getMessage())
              .lines()
              .findFirst()
              .filter(line -> line.contains(" at line "))
              .map(line -> "it is not valid JSON" + line.substring(line.lastIndexOf(" at line ")))
              .orElse("it is not valid JSON"),
          e);
    }
  }

  /**
   * Parses a text that must hold an object.
   *
   * @throws JsonParseException if it does not
   */
  public static JsonObject object(String text) {
    if (parse(text) instanceof JsonObject object) {
      return object;
    }
    throw new JsonParseException("expected a JSON object");
  }

  /**
   * Reads a text as a type; null stands for null.
   *
   * @throws JsonParseException if a value has another type; says where, if that is known
   */
  public static <T> T read(String text, Class<T> type) {
    JsonElement value = parse(text);
    try {
      return MAPPER.fromJson(value, type);
    } catch (JsonParseException e) {
      String words = String.valueOf(e.getMessage());
      int path = words.indexOf(" path $");
      String where = path < 0 ? "" : " at " + words.substring(path + 6).lines().findFirst().get();
      throw new JsonParseException("a value%s has the wrong type".formatted(where), e);
    }
  }

  /** An object as one line of JSON. */
  public static String line(Object object) {
    return MAPPER.toJson(object);
  }

  /** An object as JSON, one value a line. */
  public static String pretty(Object object) {
    return PRETTY.toJson(object);
  }

  /** The bytes that {@link #pretty} takes in UTF-8, without making the text. */
  public static long prettyBytes(Object object) {
    try (CountingOutputStream out = new CountingOutputStream(OutputStream.nullOutputStream());
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      PRETTY.toJson(object, writer);
      writer.flush();
      return out.getByteCount();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonElement value(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> array(reader);
      case STRING -> new JsonPrimitive(reader.nextString());
      case NUMBER -> new JsonPrimitive(finite(reader.nextString()));
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      default -> throw new JsonParseException("expected a JSON value");
    };
  }

  /** A number that fits a double; JSON allows larger ones. */
  private static ExactNumber finite(String text) {
    ExactNumber number = new ExactNumber(text);
    if (Double.isInfinite(number.doubleValue())) {
      throw new JsonParseException("the number %s is too large".formatted(text));
    }
    return number;
  }

  private static JsonObject object(JsonReader reader) throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.has(name)) {
        throw new JsonParseException("the name '%s' occurs twice".formatted(name));
      }
      object.add(name, value(reader));
    }
    reader.endObject();
    return object;
  }

  private static JsonArray array(JsonReader reader) throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value(reader));
    }
    reader.endArray();
    return array;
  }
}

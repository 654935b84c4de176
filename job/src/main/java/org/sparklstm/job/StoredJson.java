package org.sparklstm.job;

import com.google.gson.Gson;
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
import java.io.StringReader;

/**
 * Reads JSON that was stored. It is data, of which nothing is trusted: it must be JSON to the
 * letter, without duplicate names, and nothing may follow it.
 */
public final class StoredJson {
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
  public static <T> T read(String text, Class<T> type, Gson gson) {
    JsonElement value = parse(text);
    try {
      return gson.fromJson(value, type);
    } catch (JsonParseException e) {
      String words = String.valueOf(e.getMessage());
      int path = words.indexOf(" path $");
      String where = path < 0 ? "" : " at " + words.substring(path + 6).lines().findFirst().get();
      throw new JsonParseException("a value%s has the wrong type".formatted(where), e);
    }
  }

  private static JsonElement value(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> array(reader);
      case STRING -> new JsonPrimitive(reader.nextString());
      case NUMBER -> new JsonPrimitive(new ExactNumber(reader.nextString()));
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      default -> throw new JsonParseException("expected a JSON value");
    };
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

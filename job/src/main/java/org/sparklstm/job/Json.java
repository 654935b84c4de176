package org.sparklstm.job;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object whose entries keep their order. */
public final class Json {
  private static final Gson LINE =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final Gson PRETTY =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create();

  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * Adds a value: text, a number (null if it is not finite), a {@link Json}, a list of them, or
   * null.
   */
  public Json put(String name, Object value) {
    values.put(name, value);
    return this;
  }

  private static Object redacted(Object value) {
    if (value instanceof Json object) {
      Map<String, Object> shown = new LinkedHashMap<>();
      object.values.forEach((name, entry) -> shown.put(name, redacted(entry)));
      return shown;
    } else if (value instanceof List<?> list) {
      return list.stream().map(Json::redacted).toList();
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      return null;
    } else if (value instanceof String text) {
      return Secrets.hide(text);
    }
    return value;
  }

  private static JsonElement stored(JsonElement value) {
    if (value instanceof JsonObject object) {
      return redacted(object);
    } else if (value instanceof JsonArray list) {
      JsonArray shown = new JsonArray();
      list.forEach(entry -> shown.add(stored(entry)));
      return shown;
    } else if (value instanceof JsonPrimitive text && text.isString()) {
      return new JsonPrimitive(Secrets.hide(text.getAsString()));
    }
    return value;
  }

  private static JsonObject redacted(JsonObject object) {
    JsonObject shown = new JsonObject();
    object.entrySet().forEach(entry -> shown.add(entry.getKey(), stored(entry.getValue())));
    return shown;
  }

  /** A stored object on one line, with secrets in its texts hidden; names of entries stay. */
  public static String redactedLine(JsonObject object) {
    return LINE.toJson(redacted(object));
  }

  /** The object on one line, with secrets in its texts hidden. */
  public String redactedLine() {
    return LINE.toJson(redacted(this));
  }

  /** The object on several lines for people, with secrets in its texts hidden. */
  public String redactedPretty() {
    return PRETTY.toJson(redacted(this)) + "\n";
  }
}

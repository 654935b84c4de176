package org.sparklstm.core.io;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON header of a safetensors file, validated against the format and the file's length. */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
  private static final String METADATA = "__metadata__";
  private static final long LARGEST = 100_000_000;
  private static final int DEEPEST = 8;

  /**
   * A tensor.
   *
   * @param begin position of its first byte, from the end of the header
   * @param end position after its last byte
   */
  record Entry(String name, ElementType type, List<Long> shape, long begin, long end) {
    /** The number of elements. */
    int size() {
      return Math.toIntExact((end - begin) / type.bytes());
    }
  }

  static SafetensorsHeader ofFloats(
      Map<String, String> metadata, Map<String, Safetensors.Tensor> tensors) {
    List<Entry> entries = new ArrayList<>();
    long begin = 0;
    for (Map.Entry<String, Safetensors.Tensor> tensor : tensors.entrySet()) {
      long end = begin + (long) tensor.getValue().values().length * Float.BYTES;
      entries.add(
          new Entry(tensor.getKey(), ElementType.F32, tensor.getValue().shape(), begin, end));
      begin = end;
    }
    return new SafetensorsHeader(metadata, entries);
  }

  List<Entry> inFileOrder() {
    return entries.stream()
        .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
        .toList();
  }

  String toJson() {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      if (!metadata.isEmpty()) {
        json.name(METADATA).beginObject();
        for (Map.Entry<String, String> pair : metadata.entrySet()) {
          json.name(pair.getKey()).value(pair.getValue());
        }
        json.endObject();
      }
      for (Entry entry : entries) {
        json.name(entry.name()).beginObject();
        json.name("dtype").value(entry.type().name());
        json.name("shape").beginArray();
        for (long dimension : entry.shape()) {
          json.value(dimension);
        }
        json.endArray();
        json.name("data_offsets").beginArray().value(entry.begin()).value(entry.end()).endArray();
        json.endObject();
      }
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static SafetensorsHeader read(InputStream in, long fileLength) throws IOException {
    if (fileLength < Long.BYTES) {
      throw new MalformedFileException(
          "the file has %d bytes, expected at least the 8 bytes of the header's length"
              .formatted(fileLength));
    }
    byte[] prefix = in.readNBytes(Long.BYTES);
    if (prefix.length < Long.BYTES) {
      throw new MalformedFileException("the file ends within the 8 bytes of the header's length");
    }
    long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length <= 0 || length > LARGEST || length > fileLength - Long.BYTES) {
      throw new MalformedFileException(
          "the header's length is given as %s, expected 1 to %d bytes, and at most the %d bytes that follow"
              .formatted(Long.toUnsignedString(length), LARGEST, fileLength - Long.BYTES));
    }
    byte[] header = in.readNBytes((int) length);
    if (header.length < length) {
      throw new MalformedFileException("the file ends within its header");
    }
    SafetensorsHeader parsed = parse(decode(header));
    parsed.check(fileLength - Long.BYTES - length);
    return parsed;
  }

  private static String decode(byte[] header) throws MalformedFileException {
    if (header[0] != '{') {
      throw new MalformedFileException(
          "the header begins with byte 0x%02x, expected '{'".formatted(header[0]));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedFileException("the header is not UTF-8", e);
    }
  }

  private static SafetensorsHeader parse(String text) throws MalformedFileException {
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.setStrictness(Strictness.STRICT);
      json.setNestingLimit(DEEPEST);
      Map<String, String> metadata = new LinkedHashMap<>();
      Map<String, Entry> entries = new LinkedHashMap<>();
      boolean metadataSeen = false;
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (name.equals(METADATA)) {
          refuse(metadataSeen, "'%s' appears twice", METADATA);
          metadataSeen = true;
          readMetadata(json, metadata);
        } else {
          refuse(
              entries.put(name, readEntry(json, name)) != null, "tensor '%s' appears twice", name);
        }
      }
      json.endObject();
      refuse(json.peek() != JsonToken.END_DOCUMENT, "the header has text after its JSON object");
      return new SafetensorsHeader(metadata, List.copyOf(entries.values()));
    } catch (MalformedFileException e) {
      throw e;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new MalformedFileException("the header is not valid JSON: " + withoutAdvice(e), e);
    }
  }

  /** Removes Gson's advice to its own users from a message. */
  private static String withoutAdvice(Exception e) {
    return String.valueOf(e.getMessage())
        .replaceAll("Use JsonReader\\.\\S+ to accept malformed JSON", "malformed")
        .replaceAll("\\s*See https?://\\S+", "");
  }

  private static void readMetadata(JsonReader json, Map<String, String> metadata)
      throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      refuse(json.peek() != JsonToken.STRING, "metadata '%s' is not a string", key);
      refuse(metadata.put(key, json.nextString()) != null, "metadata '%s' appears twice", key);
    }
    json.endObject();
  }

  private static Entry readEntry(JsonReader json, String name) throws IOException {
    ElementType type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    Set<String> seen = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String field = json.nextName();
      refuse(!seen.add(field), "tensor '%s': '%s' appears twice", name, field);
      switch (field) {
        case "dtype" -> type = readType(json, name);
        case "shape" -> shape = readWholeNumbers(json, name, field);
        case "data_offsets" -> offsets = readWholeNumbers(json, name, field);
        default -> refuse(true, "tensor '%s': unknown field '%s'", name, field);
      }
    }
    json.endObject();
    refuse(
        type == null || shape == null || offsets == null,
        "tensor '%s' has the fields %s, expected dtype, shape and data_offsets",
        name,
        seen);
    refuse(
        offsets.size() != 2,
        "tensor '%s': data_offsets has %d numbers, expected 2",
        name,
        offsets.size());
    return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
  }

  private static ElementType readType(JsonReader json, String name) throws IOException {
    refuse(json.peek() != JsonToken.STRING, "tensor '%s': dtype is not a string", name);
    String found = json.nextString();
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(found)) {
        return type;
      }
    }
    throw new MalformedFileException(
        "tensor '%s' has dtype '%s', expected one of %s"
            .formatted(name, found, Arrays.toString(ElementType.values())));
  }

  private static List<Long> readWholeNumbers(JsonReader json, String name, String field)
      throws IOException {
    List<Long> numbers = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      refuse(
          json.peek() != JsonToken.NUMBER,
          "tensor '%s': %s has an element that is not a number",
          name,
          field);
      String text = json.nextString();
      refuse(
          !text.chars().allMatch(c -> c >= '0' && c <= '9'),
          "tensor '%s': %s has the element %s, expected a whole number of at least 0",
          name,
          field,
          text);
      numbers.add(Long.parseLong(text));
    }
    json.endArray();
    return numbers;
  }

  /**
   * Checks that the tensors fill the data exactly: without overlaps or gaps, each with the size of
   * its shape.
   */
  private void check(long dataLength) throws MalformedFileException {
    long expected = 0;
    for (Entry entry : inFileOrder()) {
      refuse(
          entry.begin() != expected || entry.end() < entry.begin(),
          "tensor '%s' has bytes %d to %d, expected it to begin at byte %d",
          entry.name(),
          entry.begin(),
          entry.end(),
          expected);
      long size;
      try {
        size =
            Math.multiplyExact(
                entry.shape().stream().reduce(1L, Math::multiplyExact),
                (long) entry.type().bytes());
      } catch (ArithmeticException e) {
        throw new MalformedFileException(
            "tensor '%s': shape %s is too large".formatted(entry.name(), entry.shape()), e);
      }
      refuse(
          size != entry.end() - entry.begin(),
          "tensor '%s' of shape %s and type %s needs %d bytes, its offsets span %d",
          entry.name(),
          entry.shape(),
          entry.type(),
          size,
          entry.end() - entry.begin());
      refuse(
          size / entry.type().bytes() > Integer.MAX_VALUE - 8,
          "tensor '%s' has more values than an array can hold",
          entry.name());
      expected = entry.end();
    }
    refuse(
        expected != dataLength,
        "the tensors have %d bytes, but %d bytes follow the header",
        expected,
        dataLength);
  }

  private static void refuse(boolean wrong, String message, Object... details)
      throws MalformedFileException {
    if (wrong) {
      throw new MalformedFileException(message.formatted(details));
    }
  }
}

package org.sparklstm.job.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.LocalSpark;

/**
 * Nine speakers say two vowels: 12 values a step, 7 to 29 steps. Read from where the data lies,
 * {@code ../shared/data/JapaneseVowels} or what {@code JAPANESE_VOWELS} names.
 */
final class JapaneseVowels {
  private static final StructType SCHEMA =
      new StructType()
          .add("number", DataTypes.IntegerType)
          .add("steps", DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.DoubleType)))
          .add("speaker", DataTypes.StringType)
          .add("label", DataTypes.DoubleType);

  private JapaneseVowels() {}

  static Path directory() {
    String named = System.getenv("JAPANESE_VOWELS");
    return named == null ? Path.of("../../shared/data/JapaneseVowels") : Path.of(named);
  }

  static boolean isThere() {
    return Files.exists(directory().resolve("JapaneseVowels_TRAIN.ts"));
  }

  static Dataset<Row> train() {
    return read("JapaneseVowels_TRAIN.ts");
  }

  static Dataset<Row> test() {
    return read("JapaneseVowels_TEST.ts");
  }

  /** Lines of dimensions separated by colons, values by commas, the label last. */
  private static Dataset<Row> read(String file) {
    List<Row> rows = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(directory().resolve(file), StandardCharsets.UTF_8)) {
        if (line.isBlank() || line.startsWith("#") || line.startsWith("@")) {
          continue;
        }
        String[] dimensions = line.strip().split(":", -1);
        int width = dimensions.length - 1;
        String speaker = dimensions[width];
        String[][] values = new String[width][];
        for (int d = 0; d < width; d++) {
          values[d] = dimensions[d].split(",", -1);
        }
        List<List<Double>> steps = new ArrayList<>();
        for (int t = 0; t < values[0].length; t++) {
          List<Double> step = new ArrayList<>();
          for (int d = 0; d < width; d++) {
            step.add(Double.valueOf(values[d][t]));
          }
          steps.add(step);
        }
        rows.add(RowFactory.create(rows.size(), steps, speaker, Double.parseDouble(speaker) - 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return LocalSpark.session().createDataFrame(rows, SCHEMA).repartition(3);
  }
}

package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.junit.jupiter.api.Test;

/** The Python classes have the params of the stages: they are written from them. */
class PythonStagesTest {
  private static final Path FILE = Path.of("src/main/python/org/sparklstm/job/ml/__init__.py");

  /** What a Python class is written from. */
  private record Stage(Params stage, String base, String doc) {
    String name() {
      return stage.getClass().getSimpleName();
    }

    List<Param<?>> params() {
      return Arrays.asList(stage.params());
    }

    boolean isModel() {
      return base.endsWith("ModelBase");
    }
  }

  private static final List<Stage> STAGES =
      List.of(
          new Stage(
              new LstmForecaster("u"),
              "ForecasterBase[\"LstmForecasterModel\"]",
              "Forecasts series from a table with one row per time step: one network for all series."),
          new Stage(
              new LstmForecasterModel("u"), "ForecasterModelBase", "A trained LstmForecaster."),
          new Stage(
              new LstmClassifier("u"),
              "EstimatorBase[\"LstmClassificationModel\"]",
              "Classifies sequences, one per row."),
          new Stage(
              new LstmClassificationModel("u"),
              "ClassificationModelBase",
              "A trained LstmClassifier."),
          new Stage(
              new LstmRegressor("u"),
              "EstimatorBase[\"LstmRegressionModel\"]",
              "Predicts a number for each sequence, one per row."),
          new Stage(new LstmRegressionModel("u"), "ModelBase", "A trained LstmRegressor."),
          new Stage(
              new LstmNextToken("u"),
              "EstimatorBase[\"LstmNextTokenModel\"]",
              "Learns which token comes next: of a text, or of sequences of events."),
          new Stage(new LstmNextTokenModel("u"), "NextTokenModelBase", "A trained LstmNextToken."),
          new Stage(
              new LstmTagger("u"),
              "EstimatorBase[\"LstmTaggerModel\"]",
              "Learns to which class each token of a sequence belongs."),
          new Stage(new LstmTaggerModel("u"), "ModelBase", "A trained LstmTagger."),
          new Stage(
              new SequenceAssembler("u"),
              "TransformerBase",
              "Assembles the rows of each sequence into one row."));

  /** How a type of params is written in Python. */
  private enum Kind {
    INT("int", "toInt"),
    FLOAT("float", "toFloat"),
    BOOL("bool", "toBoolean"),
    STR("str", "toString"),
    TEXTS("list[str]", "toListString"),
    NUMBERS("list[float]", "toListFloat");

    final String type;
    final String converter;

    Kind(String type, String converter) {
      this.type = type;
      this.converter = converter;
    }

    static Kind of(Param<?> param) {
      if (param instanceof IntParam || param instanceof LongParam) {
        return INT;
      } else if (param instanceof DoubleParam) {
        return FLOAT;
      } else if (param instanceof BooleanParam) {
        return BOOL;
      } else if (param instanceof StringArrayParam) {
        return TEXTS;
      }
      return param instanceof DoubleArrayParam ? NUMBERS : STR;
    }
  }

  private static String text(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String literal(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    } else if (value instanceof String[] texts) {
      return Arrays.stream(texts)
          .map(PythonStagesTest::text)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof double[] numbers) {
      return Arrays.toString(numbers);
    }
    if (value instanceof Double number && number.isInfinite()) {
      return "float(\"%sinf\")".formatted(number < 0 ? "-" : "");
    }
    return value instanceof String one ? text(one) : value.toString();
  }

  private static String upper(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** Whether the Java stage has a setter of a param. */
  private static boolean hasSetter(Params stage, Param<?> param) {
    return Arrays.stream(stage.getClass().getMethods())
        .map(Method::getName)
        .anyMatch(("set" + upper(param.name()))::equals);
  }

  private static String python(Stage one) {
    Params stage = one.stage();
    StringBuilder out = new StringBuilder();
    out.append("\n\nclass ").append(one.name()).append('(').append(one.base()).append("):\n");
    out.append("    \"\"\"").append(one.doc()).append("\n\n    Parameters\n    ----------\n");
    for (Param<?> param : one.params()) {
      out.append("    ").append(param.name()).append(" : ").append(Kind.of(param).type);
      stage.getDefault(param).foreach(value -> out.append(", default ").append(literal(value)));
      out.append("\n        ").append(param.doc().replace("\\", "\\\\")).append('\n');
    }
    out.append("    \"\"\"\n\n");
    for (Param<?> param : one.params()) {
      Kind kind = Kind.of(param);
      out.append("    %s: \"Param[%s]\" = Param(\n".formatted(param.name(), kind.type));
      out.append("        Params._dummy(),\n        %s,\n".formatted(text(param.name())));
      out.append("        %s,\n".formatted(text(param.doc())));
      out.append("        typeConverter=TypeConverters.%s,\n    )\n".formatted(kind.converter));
    }
    out.append("\n    _defaults: ClassVar[dict[str, Any]] = {\n");
    for (Param<?> param : one.params()) {
      stage
          .getDefault(param)
          .foreach(
              value ->
                  out.append("        %s: %s,\n".formatted(text(param.name()), literal(value))));
    }
    out.append("    }\n");
    if (!one.isModel()) {
      constructor(one, out);
    }
    for (Param<?> param : one.params()) {
      Kind kind = Kind.of(param);
      out.append(
          """

              def get%1$s(self) -> %2$s:
                  \"""Gets the value of %3$s.\"""
                  value: %2$s = self.getOrDefault(self.%3$s)
                  return value
          """
              .formatted(upper(param.name()), kind.type, param.name()));
      if (!one.isModel() || hasSetter(stage, param)) {
        out.append(
            """

                def set%1$s(self, value: %2$s) -> "%4$s":
                    \"""Sets %3$s, and returns this stage.\"""
                    return self._set_one("%3$s", value)
            """
                .formatted(upper(param.name()), kind.type, param.name(), one.name()));
      }
    }
    return out.toString();
  }

  private static void constructor(Stage one, StringBuilder out) {
    out.append("\n    @params_only\n    def __init__(\n        self,\n        *,\n");
    for (Param<?> param : one.params()) {
      out.append("        %s: Optional[%s] = None,\n".formatted(param.name(), Kind.of(param).type));
    }
    out.append("    ) -> None:\n        super().__init__()\n        self._begin()\n");
  }

  private static String file() {
    StringBuilder out =
        new StringBuilder(
            """
            \"""The stages of spark-lstm, for PySpark.

            Written by PythonStagesTest from the params of the Java stages, which are the home of their names, meanings, types and
            defaults. Spark finds Python classes of stages under the names of the Java ones; import them from `sparklstm`.
            \"""

            # ruff: noqa: E501, N802, N815
            from __future__ import annotations

            from typing import Any, ClassVar, Optional

            from pyspark.ml.param import Param, Params, TypeConverters

            from sparklstm._params import params_only
            from sparklstm._stages import (
                ClassificationModelBase,
                EstimatorBase,
                ForecasterBase,
                ForecasterModelBase,
                ModelBase,
                NextTokenModelBase,
                TransformerBase,
            )
            from sparklstm._validator import RollingOriginValidator, RollingOriginValidatorModel

            __all__ = [
            """);
    for (Stage one : STAGES) {
      out.append("    \"%s\",\n".formatted(one.name()));
    }
    out.append("    \"RollingOriginValidator\",\n    \"RollingOriginValidatorModel\",\n]\n");
    STAGES.forEach(one -> out.append(python(one)));
    return out.toString();
  }

  @Test
  void theFileIsUpToDate() throws IOException {
    String expected = file();
    if (Boolean.getBoolean("update")) {
      Files.writeString(FILE, expected);
    }
    assertThat(Files.readString(FILE))
        .as("write it again: ./mvnw -pl lstm-core,job -Dtest=PythonStagesTest -Dupdate=true test")
        .isEqualTo(expected);
  }
}

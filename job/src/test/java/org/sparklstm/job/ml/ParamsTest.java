package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparklstm.job.config.KeyInfo;
import org.sparklstm.job.config.Levels;
import org.sparklstm.job.config.TaskKind;
import org.sparklstm.job.time.Frequency;

/** The params of stages are those of the keys, with a getter and a setter that Python finds. */
class ParamsTest {
  static Stream<Params> estimators() {
    return Stream.of(
        new LstmForecaster(),
        new LstmClassifier(),
        new LstmRegressor(),
        new LstmNextToken(),
        new LstmTagger());
  }

  static Stream<Params> stages() {
    return Stream.concat(
        estimators(),
        Stream.of(
            new LstmForecasterModel(),
            new LstmClassificationModel(),
            new LstmRegressionModel(),
            new LstmNextTokenModel(),
            new LstmTaggerModel(),
            new SequenceAssembler()));
  }

  private static TaskKind task(Params stage) {
    return Map.of(
            LstmForecaster.class, TaskKind.FORECAST,
            LstmClassifier.class, TaskKind.CLASSIFY,
            LstmRegressor.class, TaskKind.REGRESS,
            LstmNextToken.class, TaskKind.NEXT,
            LstmTagger.class, TaskKind.TAG)
        .get(stage.getClass());
  }

  private static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** Py4J looks for methods in the class and in the interfaces that it names, and no further. */
  private static List<Method> visible(Class<?> stage) {
    List<Method> methods = new ArrayList<>(Arrays.asList(stage.getDeclaredMethods()));
    for (Class<?> named : stage.getInterfaces()) {
      methods.addAll(Arrays.asList(named.getDeclaredMethods()));
    }
    methods.removeIf(method -> !Modifier.isPublic(method.getModifiers()) || method.isBridge());
    return methods;
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void eachKeyWithAParamHasOne(Params stage) {
    for (KeyInfo key : KeyInfo.all()) {
      key.param(task(stage))
          .ifPresent(
              name -> {
                Param<Object> param = stage.getParam(name);
                // what it says of other keys, it says of their params
                assertThat(param.doc())
                    .as(name)
                    .startsWith(key.description().substring(0, key.description().indexOf(' ')))
                    .doesNotContain("data.gaps", "data.missing", "window.lookback");
                assertThat(stage.isDefined(param))
                    .as("default of %s", name)
                    .isEqualTo(key.type() == List.class || hasDefault(key));
              });
    }
  }

  private static boolean hasDefault(KeyInfo key) {
    return (!key.defaultText().isEmpty() && !key.defaultText().equals("auto"))
        || key.type().isEnum()
        // the word itself
        || (key.defaultText().equals(Frequency.AUTO) && key.type() == String.class);
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void eachParamHasItsMethodsWherePythonFindsThem(Params stage) {
    List<String> found = visible(stage.getClass()).stream().map(Method::getName).toList();
    for (Param<?> param : stage.params()) {
      assertThat(found)
          .as("methods of %s", stage.getClass().getSimpleName())
          .contains("set" + capitalized(param.name()));
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void everySetterIsWherePythonFindsIt(Params stage) {
    List<String> found = visible(stage.getClass()).stream().map(Method::getName).toList();
    List<String> setters =
        Arrays.stream(stage.getClass().getMethods())
            .filter(method -> method.getDeclaringClass().getName().startsWith("org.sparklstm"))
            .map(Method::getName)
            .filter(name -> name.matches("set[A-Z].*"))
            .distinct()
            .toList();
    assertThat(found).containsAll(setters);
    for (Param<?> param : stage.params()) {
      assertThat(Arrays.stream(stage.getClass().getMethods()).map(Method::getName))
          .contains(param.name(), "get" + capitalized(param.name()));
    }
  }

  @Test
  void settersTakeTheTypeOfTheKey() {
    Map<Class<?>, Class<?>> types =
        Map.of(
            int.class, int.class,
            long.class, long.class,
            double.class, double.class,
            boolean.class, boolean.class,
            java.util.OptionalInt.class, int.class,
            List.class, String[].class,
            Levels.class, double[].class);
    estimators()
        .forEach(
            stage -> {
              for (KeyInfo key : KeyInfo.all()) {
                key.param(task(stage))
                    .ifPresent(
                        name ->
                            assertThat(visible(stage.getClass()))
                                .filteredOn(
                                    method -> method.getName().equals("set" + capitalized(name)))
                                .singleElement()
                                .extracting(method -> method.getParameterTypes()[0])
                                .isEqualTo(types.getOrDefault(key.type(), String.class)));
              }
            });
  }
}

package org.sparklstm.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.storage.StorageException;
import org.sparklstm.job.time.Frequency;
import org.sparklstm.job.time.PanelTime;

/** A model on storage is the model that was saved, or it is refused by what is wrong with it. */
class SavedModelTest {
  private static final PanelTime TIME =
      new PanelTime(
          Frequency.parse("P1M").orElseThrow().atMonthEnds(true), ZoneId.of("Europe/Berlin"));

  private static final String WEIGHTS = "weights.safetensors";

  @TempDir Path directory;

  private SavedModel read() {
    return SavedModel.read(Models.storage(directory));
  }

  private TrainedModel save(JobConfig config, long seed) {
    SavedModel.FILES.forEach(Models.storage(directory)::delete);
    return saveWhereNoneIs(config, seed);
  }

  private TrainedModel saveWhereNoneIs(JobConfig config, long seed) {
    TrainedModel model = Models.model(config, seed);
    SavedModel.save(model, Models.storage(directory), config, Map.of());
    return model;
  }

  private Path description() {
    return directory.resolve(SavedModel.DESCRIPTION);
  }

  private JsonObject json() throws IOException {
    return JsonParser.parseString(Files.readString(description())).getAsJsonObject();
  }

  private void change(Consumer<JsonObject> change) throws IOException {
    JsonObject json = json();
    change.accept(json);
    Files.writeString(description(), json.toString());
  }

  private static String[] bits(float[] values) {
    String[] bits = new String[values.length];
    Arrays.setAll(bits, i -> Integer.toHexString(Float.floatToRawIntBits(values[i])));
    return bits;
  }

  @Test
  void aModelComesBackWithTheSameBits() {
    JobConfig config = Models.config("model.cell", "gru", "model.layers", 2);
    TrainedModel model = Models.model(config, 3);
    model.weights()[0] = -0.0f;
    model.weights()[1] = Float.MIN_VALUE;
    SavedModel.save(model, Models.storage(directory), config, Map.of());
    SavedModel saved = read();
    TrainedModel opened = saved.open(Models.spec(saved.config()));
    assertThat(bits(opened.weights())).isEqualTo(bits(model.weights()));
    assertThat(opened.statistics()).isEqualTo(Models.STATISTICS);
    assertThat(opened.spec().network()).isEqualTo(model.spec().network());
    assertThat(saved.classes()).isEmpty();
    assertThat(saved.classWeights()).isEmpty();
    assertThat(saved.name()).endsWith(directory.toString());
  }

  @Test
  void classesAndTheirWeightsComeBack() {
    JobConfig config = Models.config();
    TrainedModel forecast = Models.model(config, 1);
    List<String> classes = List.of("a, b", "", "\"quoted\"", "é");
    List<Double> weights = List.of(0.1, 1.0 / 3, 2.0, Double.MIN_VALUE);
    SavedModel.save(
        new TrainedModel(
            forecast.spec(),
            forecast.weights(),
            forecast.statistics(),
            classes,
            weights,
            List.of(),
            Optional.of(TIME),
            Optional.empty()),
        Models.storage(directory),
        config,
        Map.of());
    TrainedModel opened = read().open(forecast.spec());
    assertThat(opened.classes()).isEqualTo(classes);
    assertThat(opened.classWeights()).isEqualTo(weights);
    assertThat(opened.time()).contains(TIME);
  }

  @Test
  void aModelIsNotSavedOverAnother() {
    TrainedModel first = save(Models.config(), 1);
    assertThatThrownBy(() -> saveWhereNoneIs(Models.config(), 2))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(directory + " has a model already");
    assertThat(bits(read().open(first.spec()).weights())).isEqualTo(bits(first.weights()));
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder(SavedModel.DESCRIPTION, WEIGHTS);
  }

  @Test
  void theConfigurationComesBackAsFarAsAModelKeepsIt() {
    JobConfig config =
        Models.config(
            "data.targets",
            List.of("net, gross", "[b]"),
            "data.features",
            List.of("a,b", "c, d"),
            "data.series-id",
            List.of("shop, city"),
            "data.split.test",
            0.1,
            "data.missing",
            "forward-fill",
            "window.baseline",
            "seasonal",
            "window.period",
            24,
            "train.epochs",
            3);
    save(config, 1);
    SavedModel saved = read();
    assertThat(saved.config().data().targets()).containsExactly("net, gross", "[b]");
    assertThat(saved.config().data().features()).containsExactly("a,b", "c, d");
    assertThat(saved.config().data().seriesId()).containsExactly("shop, city");
    assertThat(Definition.kept(saved.config())).isEqualTo(Definition.kept(config));
    assertThat(saved.keys()).isEqualTo(Definition.kept(config).keySet());
    assertThat(saved.config().train()).isEqualTo(Models.config().train());
  }

  @Test
  void secretsInTheProvenanceAreHidden() throws IOException {
    SavedModel.save(
        Models.model(Models.config(), 1),
        Models.storage(directory),
        Models.config(),
        Map.of("table", "jdbc:x?user=me&password=within-a-model", "seed", "7"));
    assertThat(Files.readString(description()))
        .contains("jdbc:x?", "\"seed\": \"7\"")
        .doesNotContain("within-a-model");
  }

  @Test
  void aDirectoryWithoutAModelIsNamed() {
    assertThatThrownBy(this::read)
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(SavedModel.DESCRIPTION, directory.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "text", "{", "{}", "{\"format_version\":1}"})
  void aFileThatDescribesNoModelIsNamed(String text) throws IOException {
    Files.writeString(description(), text);
    assertThatThrownBy(this::read)
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(directory.toString(), SavedModel.DESCRIPTION);
  }

  /** However a description is cut short, users read a sentence and no stack trace. */
  @Test
  void aDescriptionThatIsCutShortIsRefused() throws IOException {
    save(Models.config(), 1);
    byte[] whole = Files.readAllBytes(description());
    for (int length = 0; length < whole.length - 2; length += 41) {
      Files.write(description(), Arrays.copyOf(whole, length));
      assertThatThrownBy(this::read)
          .as("cut after %d of %d bytes", length, whole.length)
          .isInstanceOf(UserException.class)
          .hasMessageContaining(directory.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights_sha256", "configuration", "statistics"})
  void aDescriptionWithoutOneOfItsPartsIsRefused(String part) throws IOException {
    save(Models.config(), 1);
    change(json -> json.remove(part));
    assertThatThrownBy(this::read)
        .isInstanceOf(UserException.class)
        .hasMessageContaining(directory.toString());
    save(Models.config(), 1);
    change(json -> json.add(part, JsonNull.INSTANCE));
    assertThatThrownBy(this::read).isInstanceOf(UserException.class);
  }

  @Test
  void anotherFormatVersionIsNamedWithTheOneExpected() throws IOException {
    save(Models.config(), 1);
    change(json -> json.addProperty("format_version", 17));
    assertThatThrownBy(this::read)
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(directory.toString(), "version 17", "expected 1;");
  }

  @Test
  void statisticsThatScaleToNothingAreRefusedByColumn() throws IOException {
    Map<String, String> wrong =
        Map.of(
            "[0.1, 0]", "'x'", "[0.1, -1]", "'x'", "[0.1, 1e999]", "the number 1e999 is too large");
    for (Map.Entry<String, String> scales : wrong.entrySet()) {
      save(Models.config(), 1);
      String text = Files.readString(description()).replaceAll("\\s+", " ");
      assertThat(text).contains("[ 0.1, 7.0 ]");
      Files.writeString(description(), text.replace("[ 0.1, 7.0 ]", scales.getKey()));
      assertThatThrownBy(this::read)
          .as(scales.getKey())
          .isInstanceOf(UserException.class)
          .hasMessageContainingAll(directory.toString(), scales.getValue());
    }
    save(Models.config(), 1);
    change(json -> json.getAsJsonObject("statistics").getAsJsonArray("means").remove(0));
    assertThatThrownBy(this::read)
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(directory.toString(), SavedModel.DESCRIPTION);
  }

  @Test
  void aDescriptionThatIsNotJsonToTheLetterIsRefused() throws IOException {
    save(Models.config(), 1);
    String good = Files.readString(description());
    for (String bad :
        List.of(
            good + "{}",
            good.replace("0.1,", "NaN,"),
            good.replaceFirst("\\{", "{ // comment\n"),
            good.replaceFirst("\\{", "{ \"format_version\": 1,"),
            good.replaceFirst("\"format_version\"", "format_version"))) {
      assertThat(bad).isNotEqualTo(good);
      Files.writeString(description(), bad);
      assertThatThrownBy(this::read)
          .as(bad)
          .isInstanceOf(UserException.class)
          .hasMessageContaining("model.json does not describe a model: ")
          .hasMessageMatching("(?s).*(something follows|is not valid JSON at line|occurs twice).*")
          .hasMessageNotContaining("setStrictness");
    }
  }

  @Test
  void weightsThatAreNotThoseOfTheDescriptionAreRefused() throws IOException {
    TrainedModel first = save(Models.config(), 1);
    byte[] weights = Files.readAllBytes(directory.resolve(WEIGHTS));
    TrainedModel second = save(Models.config(), 2);
    Files.write(directory.resolve(WEIGHTS), weights);
    SavedModel saved = read();
    assertThatThrownBy(() -> saved.open(second.spec()))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            directory.toString(),
            Fingerprint.sha256(first.weights()),
            Fingerprint.sha256(second.weights()));
    // one bit of one weight
    weights[weights.length - 1] ^= 1;
    save(Models.config(), 1);
    Files.write(directory.resolve(WEIGHTS), weights);
    assertThatThrownBy(() -> read().open(first.spec())).isInstanceOf(UserException.class);
  }

  @Test
  void weightsThatAreMissingOrDamagedAreNamed() throws IOException {
    TrainedModel model = save(Models.config(), 1);
    Files.write(directory.resolve(WEIGHTS), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> read().open(model.spec()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(WEIGHTS);
    Files.delete(directory.resolve(WEIGHTS));
    assertThatThrownBy(() -> read().open(model.spec()))
        .isInstanceOf(StorageException.class)
        .hasMessageContainingAll(WEIGHTS, "does not exist");
    JobConfig larger = Models.config("model.hidden", 4);
    save(larger, 1);
    assertThatThrownBy(() -> read().open(model.spec()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(WEIGHTS);
  }

  @Test
  void everyKeyThatDiffersIsNamedWithBothValues() {
    save(Models.config(), 1);
    SavedModel saved = read();
    JobConfig other =
        Models.config("model.hidden", 9, "model.cell", "rnn", "train.epochs", 99, "data.time", "u");
    assertThatThrownBy(() -> saved.requireSame(other, Set.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("model.hidden is 3 in the model and 9 in the configuration")
        .hasMessageContaining("model.cell is lstm in the model and rnn in the configuration")
        .hasMessageContaining("data.time is t in the model and u in the configuration")
        .hasMessageNotContaining("epochs");
    saved.requireSame(other, Set.of("model.hidden", "model.cell", "data.time"));
    saved.requireSame(Models.config("train.epochs", 99, "data.missing", "error"), Set.of());
  }

  /** Such a model was trained when the key did not exist: by what is its default now. */
  @Test
  void aKeyYoungerThanTheModelCountsAsItsDefault() throws IOException {
    save(Models.config(), 1);
    change(json -> json.getAsJsonObject("configuration").remove("model.pooling"));
    SavedModel saved = read();
    assertThat(saved.keys()).doesNotContain("model.pooling");
    saved.requireSame(Models.config(), Set.of());
    assertThat(ConfigFile.values(saved.config())).containsEntry("model.pooling", "last");
    assertThatThrownBy(() -> saved.requireSame(Models.config("model.pooling", "mean"), Set.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("model.pooling is last in the model and mean");
  }

  @Test
  void aConfigurationThatIsNoneIsRefusedByTheKey() throws IOException {
    save(Models.config(), 1);
    change(json -> configuration(json).addProperty("model.size", "3"));
    assertThatThrownBy(() -> read().config())
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(directory.toString(), "size");
    save(Models.config(), 1);
    change(json -> configuration(json).addProperty("model.hidden", "many"));
    assertThatThrownBy(() -> read().config())
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(directory.toString(), "model.hidden", "many");
  }

  private static JsonObject configuration(JsonObject json) {
    JsonElement configuration = json.get("configuration");
    return configuration.getAsJsonObject();
  }
}

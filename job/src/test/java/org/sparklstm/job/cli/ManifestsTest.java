package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparklstm.job.config.ConfigFile;

/**
 * Kubernetes' objects, held against the classes that Kubernetes' Java client makes of its schemas.
 */
class ManifestsTest {
  private static final Path DIRECTORY = Path.of("../deploy/kubernetes");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "v1/Namespace", Namespace.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "v1/ConfigMap", ConfigMap.class,
          "v1/Secret", Secret.class,
          "rbac.authorization.k8s.io/v1/Role", Role.class,
          "rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class);

  private static List<JsonNode> documents(String file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    try (var all =
        YAML.readerFor(JsonNode.class)
            .<JsonNode>readValues(Files.readString(DIRECTORY.resolve(file)))) {
      all.forEachRemaining(documents::add);
    }
    return documents;
  }

  /**
   * Kinds and types are right where it can be read and written again; fields where all are known.
   */
  private static void requireKnown(JsonNode object, Class<?> kind) throws IOException {
    Object read = YAML.treeToValue(object, kind);
    JsonNode written = YAML.valueToTree(read);
    assertThat(written).isEqualTo(object);
    assertThat(unknown(read)).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> unknown(Object read) throws IOException {
    try {
      return (Map<String, Object>)
          read.getClass().getMethod("getAdditionalProperties").invoke(read);
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }

  @Test
  void rightsAndConfigurationAreKubernetesObjects() throws IOException {
    List<JsonNode> objects = new ArrayList<>(documents("rbac.yaml"));
    objects.addAll(documents("config.yaml"));
    assertThat(objects).hasSize(6);
    for (JsonNode object : objects) {
      String kind = object.get("apiVersion").asText() + "/" + object.get("kind").asText();
      assertThat(KINDS).containsKey(kind);
      requireKnown(object, KINDS.get(kind));
    }
    Role role = YAML.treeToValue(documents("rbac.yaml").get(2), Role.class);
    RoleBinding binding = YAML.treeToValue(documents("rbac.yaml").get(3), RoleBinding.class);
    assertThat(binding.getRoleRef().getName()).isEqualTo(role.getMetadata().getName());
    assertThat(binding.getSubjects().get(0).getName())
        .isEqualTo(documents("rbac.yaml").get(1).at("/metadata/name").asText());
  }

  @Test
  void theTrainingNamesWhatIsThere() throws IOException {
    JsonNode application = documents("train.yaml").get(0);
    JsonNode spec = application.get("spec");
    List<JsonNode> config = documents("config.yaml");
    assertThat(spec.at("/driver/serviceAccount").asText())
        .isEqualTo(documents("rbac.yaml").get(1).at("/metadata/name").asText());
    requireKnown(spec.at("/volumes/0"), Volume.class);
    requireKnown(spec.at("/driver/volumeMounts/0"), VolumeMount.class);
    assertThat(spec.at("/volumes/0/configMap/name")).isEqualTo(config.get(0).at("/metadata/name"));
    for (String who : List.of("driver", "executor")) {
      for (JsonNode variable : spec.at("/" + who + "/env")) {
        requireKnown(variable, EnvVar.class);
        assertThat(config.get(1).get("stringData").fieldNames())
            .toIterable()
            .contains(variable.at("/valueFrom/secretKeyRef/key").asText());
      }
    }
    String file = spec.at("/arguments/2").asText();
    assertThat(file)
        .isEqualTo(spec.at("/driver/volumeMounts/0/mountPath").asText() + "/sales.conf");
    String text = config.get(0).at("/data/sales.conf").asText();
    assertThat(ConfigFile.parse(text, "sales.conf").run().id()).isEqualTo("sales");
  }

  @Test
  void theImageCarriesWhatTheManifestStarts() throws IOException {
    String dockerfile = Files.readString(DIRECTORY.resolve("Dockerfile"));
    JsonNode spec = documents("train.yaml").get(0).get("spec");
    String jar = spec.get("mainApplicationFile").asText().replace("local://", "");
    assertThat(dockerfile)
        .contains("COPY job/target/lstm-job.jar " + jar)
        .contains("FROM apache/spark:%s-".formatted(spec.get("sparkVersion").asText()));
    assertThat(spec.get("mainClass").asText()).isEqualTo(Main.class.getName());
  }
}

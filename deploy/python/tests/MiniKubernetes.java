import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;

/**
 * An API server of Kubernetes, on loopback: it keeps objects and tells of their changes, and has no nodes. When the
 * manifests that it is given are applied, it writes its address into a file.
 */
public class MiniKubernetes {
  /** The kind that the Spark operator adds. */
  private static final CustomResourceDefinitionContext APPLICATIONS =
      new CustomResourceDefinitionContext.Builder()
          .withGroup("sparkoperator.k8s.io")
          .withVersion("v1beta2")
          .withScope("Namespaced")
          .withKind("SparkApplication")
          .withPlural("sparkapplications")
          .build();

  public static void main(String[] arguments) {
    try {
      run(Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length));
    } catch (Exception | Error e) {
      e.printStackTrace();
      // threads of its server would keep the JVM alive
      System.exit(1);
    }
  }

  private static void run(Path address, List<String> manifests) throws Exception {
    KubernetesMockServer server =
        new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new Objects(), false);
    server.init(InetAddress.getLoopbackAddress(), 0);
    try (KubernetesClient client = server.createClient()) {
      for (String manifest : manifests) {
        try (InputStream in = Files.newInputStream(Path.of(manifest))) {
          client.load(in).serverSideApply();
        }
      }
    }
    Path unfinished = address.resolveSibling("unfinished");
    Files.writeString(unfinished, "http://localhost:" + server.getPort());
    Files.move(unfinished, address, StandardCopyOption.ATOMIC_MOVE);
    Thread.currentThread().join();
  }

  /**
   * Objects that are made when they are applied, where the dispatcher of the library only changes those that are there, and
   * pods that wait for a node.
   */
  private static final class Objects extends KubernetesCrudDispatcher {
    Objects() {
      super(List.of(APPLICATIONS));
    }

    @Override
    public MockResponse handleCreate(RecordedRequest request) {
      if (!request.getPath().endsWith("/pods")) {
        return super.handleCreate(request);
      }
      Pod pod = Serialization.unmarshal(request.getUtf8Body(), Pod.class);
      pod.setStatus(new PodStatusBuilder().withPhase("Pending").build());
      byte[] body = Serialization.asJson(pod).getBytes(StandardCharsets.UTF_8);
      return super.handleCreate(
          new RecordedRequest(
              request.getHttpVersion(), request.method(), request.getPath(), request.getHeaders(), new Buffer(body)));
    }

    @Override
    public MockResponse handlePatch(RecordedRequest request) {
      String path = request.getPath().replaceFirst("[?].*", "");
      boolean applies = request.getHeader("Content-Type").startsWith("application/apply-patch");
      if (!applies || handleGet(path).code() != HttpURLConnection.HTTP_NOT_FOUND) {
        return super.handlePatch(request);
      }
      return handleCreate(
          new RecordedRequest(
              request.getHttpVersion(),
              HttpMethod.POST,
              path.substring(0, path.lastIndexOf('/')),
              request.getHeaders(),
              request.getBody()));
    }
  }
}

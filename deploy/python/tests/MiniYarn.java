import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/** A YARN with one node, on loopback. When it answers, it writes the configuration by which clients find it. */
public class MiniYarn {
  private static final int PATIENCE_MILLIS = 600_000;

  public static void main(String[] arguments) throws Exception {
    Configuration settings = new YarnConfiguration();
    // the other schedulers want to be told of queues
    settings.set(
        "yarn.resourcemanager.scheduler.class",
        "org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler");
    settings.set("yarn.scheduler.minimum-allocation-mb", "256");
    settings.set("yarn.nodemanager.resource.memory-mb", "6144");
    settings.set("yarn.nodemanager.vmem-check-enabled", "false");
    MiniYARNCluster yarn = new MiniYARNCluster("yarn", 1, 1, 1);
    yarn.init(settings);
    yarn.start();
    if (!yarn.waitForNodeManagersToConnect(PATIENCE_MILLIS)) {
      throw new IllegalStateException("no node has come");
    }
    Path site = Path.of(arguments[0]);
    Path unfinished = site.resolveSibling("unfinished");
    try (OutputStream out = Files.newOutputStream(unfinished)) {
      yarn.getConfig().writeXml(out);
    }
    Files.move(unfinished, site, StandardCopyOption.ATOMIC_MOVE);
    Thread.currentThread().join();
  }
}

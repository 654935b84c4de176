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

  public static void main(String[] arguments) {
    try {
      run(Path.of(arguments[0]));
    } catch (Exception | Error e) {
      e.printStackTrace();
      // threads of its servers would keep the JVM alive
      System.exit(1);
    }
  }

  private static void run(Path site) throws Exception {
    Configuration settings = new YarnConfiguration();
    // the other schedulers need settings of queues
    settings.set(
        "yarn.resourcemanager.scheduler.class",
        "org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler");
    settings.set("yarn.scheduler.minimum-allocation-mb", "256");
    // a full disk of the machine is no reason to wait
    settings.set(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "100");
    MiniYARNCluster yarn = new MiniYARNCluster("yarn", 1, 1, 1);
    yarn.init(settings);
    yarn.start();
    // which ends the containers
    Runtime.getRuntime().addShutdownHook(new Thread(yarn::stop));
    if (!yarn.waitForNodeManagersToConnect(PATIENCE_MILLIS)) {
      throw new IllegalStateException("no node manager has connected");
    }
    Path unfinished = site.resolveSibling("unfinished");
    try (OutputStream out = Files.newOutputStream(unfinished)) {
      yarn.getConfig().writeXml(out);
    }
    Files.move(unfinished, site, StandardCopyOption.ATOMIC_MOVE);
    Thread.currentThread().join();
  }
}

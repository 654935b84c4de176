package org.sparklstm.job.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server in a JVM of its own, on loopback. */
final class Server implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final String BUCKET = "runs";

  private final Process process;
  private final int port;

  private Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** An HDFS with one data node. */
  static Server hdfs(Path directory) throws IOException, InterruptedException {
    int port = freePort();
    String jars = Submit.ROOT.resolve("deploy/local/hdfs/target/jars") + "/*";
    // its servlet classes are Spark's
    String spark = Submit.ROOT.resolve("deploy/local/target/spark/jars") + "/*";
    return start(
        directory,
        port,
        "-Dtest.build.data=" + directory.resolve("hdfs"),
        "-cp",
        jars + ":" + spark,
        "org.apache.hadoop.mapreduce.MiniHadoopClusterManager",
        "-nomr",
        "-format",
        "-nnport",
        Integer.toString(port),
        "-D",
        "dfs.replication=1");
  }

  /** An S3 server with one bucket. */
  static Server s3(Path directory) throws IOException, InterruptedException {
    int port = freePort();
    Path store = Files.createDirectories(directory.resolve("s3").resolve(BUCKET)).getParent();
    Path settings =
        Files.writeString(
            directory.resolve("s3proxy.conf"),
            """
            s3proxy.endpoint=http://127.0.0.1:%d
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem-nio2
            jclouds.filesystem.basedir=%s
            """
                .formatted(port, "local-identity", "local-credential", store));
    return start(
        directory,
        port,
        "-cp",
        Submit.ROOT.resolve("deploy/local/s3proxy/target/jars") + "/*",
        "org.gaul.s3proxy.Main",
        "--properties",
        settings.toString());
  }

  private static Server start(Path directory, int port, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(directory, "server", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Server server = new Server(process, port);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!server.answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IllegalStateException("the server does not start: " + Files.readString(log));
      }
      Thread.sleep(100);
    }
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  String hdfsPath() {
    return "hdfs://127.0.0.1:" + port + "/runs";
  }

  String s3Path() {
    return "s3a://" + BUCKET + "/all";
  }

  /** What spark-submit needs to reach the S3 server. */
  List<String> s3Options() {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--driver-class-path", Submit.ROOT.resolve("deploy/local/s3a/target/jars") + "/*"));
    String[] settings = {
      "endpoint=http://127.0.0.1:" + port,
      "endpoint.region=us-east-1",
      "path.style.access=true",
      "connection.ssl.enabled=false",
      "access.key=local-identity",
      "secret.key=local-credential"
    };
    for (String setting : settings) {
      options.addAll(List.of("--conf", "spark.hadoop.fs.s3a." + setting));
    }
    return options;
  }

  @Override
  public void close() {
    // it may be writing in a directory that is about to be deleted
    process.destroyForcibly().onExit().join();
  }
}

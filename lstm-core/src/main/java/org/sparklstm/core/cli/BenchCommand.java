package org.sparklstm.core.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.loss.SquaredError;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code bench}: measures a training step and an inference pass of an LSTM with a linear head, on
 * one thread. Prints a line of JSON about the machine, then one per shape: milliseconds, GFLOP/s,
 * their share of the measured limit, and sequences per second; beside the figures of another
 * program, their ratios.
 *
 * <p>FLOP are counted as 2·B·T·4H·(I + H) for the first layer and 2·B·T·4H·2H for each further one;
 * a training step counts three times that.
 */
@Command(
    name = "bench",
    description =
        "Measures a training step and an inference pass on one thread. Prints a line of JSON about the machine, then one per shape.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class BenchCommand implements Callable<Integer> {
  private static final double LEARNING_RATE = 0.001;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "Seconds to measure each pass (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "2",
      description =
          "Seconds to repeat each pass before measuring, for the JIT compiler (default: ${DEFAULT-VALUE}).")
  private double warmUp;

  @Option(
      names = "--kernels",
      description = "Kernels: ${COMPLETION-CANDIDATES} (default: the fastest available).")
  private KernelChoice kernels;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description =
          "Lines of JSON with shape, train_gflops and infer_gflops of another program on the same machine: the ratios to them are printed. Without shapes, all of the file are measured.")
  private Path against;

  @Parameters(
      paramLabel = "B,T,I,H,L",
      arity = "0..*",
      description = "Sequences per batch, time steps, inputs, hidden size and layers.")
  private List<String> shapes = List.of();

  private final Map<Shape, Against> others = new LinkedHashMap<>();

  /** The figures of another program for a shape. */
  private record Against(double trainGflops, double inferGflops) {}

  /** A shape to measure. */
  private record Shape(int batch, int steps, int inputs, int hidden, int layers) {
    static Shape parse(String text) {
      int[] numbers;
      try {
        numbers = Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
      } catch (NumberFormatException e) {
        numbers = new int[0];
      }
      if (numbers.length != 5 || Arrays.stream(numbers).anyMatch(number -> number < 1)) {
        throw new IllegalArgumentException(
            "shape '%s': expected five whole numbers B,T,I,H,L, each at least 1".formatted(text));
      }
      return new Shape(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    /** The floating-point operations of a forward pass. */
    double flop() {
      double width = inputs + hidden + (layers - 1) * 2.0 * hidden;
      return 2.0 * batch * steps * 4 * hidden * width;
    }
  }

  @Override
  public Integer call() {
    List<Shape> parsed;
    try {
      if (!(seconds > 0 && warmUp > 0)) {
        throw new IllegalArgumentException(
            "--seconds (%s) and --warm-up (%s) must be above 0".formatted(seconds, warmUp));
      }
      readOthers();
      parsed =
          shapes.isEmpty()
              ? List.copyOf(others.keySet())
              : shapes.stream().map(Shape::parse).toList();
      if (parsed.isEmpty()) {
        throw new IllegalArgumentException(
            "give at least one shape B,T,I,H,L, or --against a file");
      }
    } catch (IllegalArgumentException e) {
      System.err.println("error: " + e.getMessage());
      return 2;
    }
    double peak = chosen().peakGflops();
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("kernels", chosen().description());
    machine.put("java", Runtime.version().toString());
    putFinite(machine, "peak_gflops", peak);
    System.out.println(new Gson().toJson(machine));
    for (Shape shape : parsed) {
      System.out.println(new Gson().toJson(measure(shape, peak)));
    }
    return 0;
  }

  private void readOthers() {
    if (against == null) {
      return;
    }
    try {
      for (String line : Files.readAllLines(against)) {
        if (!line.isBlank()) {
          JsonObject figures = JsonParser.parseString(line).getAsJsonObject();
          if (figures.has("shape")) {
            others.put(
                Shape.parse(figures.get("shape").toString().replaceAll("[\\[\\] ]", "")),
                new Against(
                    figures.get("train_gflops").getAsDouble(),
                    figures.get("infer_gflops").getAsDouble()));
          }
        }
      }
    } catch (IOException | JsonParseException | IllegalStateException | NullPointerException e) {
      throw new IllegalArgumentException(
          "%s: expected lines of JSON with shape, train_gflops and infer_gflops (%s)"
              .formatted(against, e.getMessage()));
    }
  }

  private Kernels chosen() {
    return kernels == null ? Kernels.fastest() : kernels.create();
  }

  private Map<String, Object> measure(Shape shape, double peak) {
    RecurrentSpec lstm = RecurrentSpec.lstm(shape.inputs, shape.hidden).withLayers(shape.layers);
    NetworkSpec spec = NetworkSpec.forecaster(lstm, 1);
    Network network = new Network(spec, chosen());
    float[] parameters = InitialValues.of(spec, 0);
    network.load(parameters);
    network.resize(shape.steps, shape.batch);
    fill(network.input(), 1);
    Matrix target = Matrix.zeros(shape.batch, 1);
    fill(target, 2);
    float[] gradient = new float[parameters.length];
    Adam adam = new Adam(parameters.length, 0);
    SquaredError loss = new SquaredError();

    double train =
        secondsPerCall(
            () -> {
              network.load(parameters);
              network.train(0);
              loss.gradient(network.output(), target, network.dOutput());
              Arrays.fill(gradient, 0f);
              network.backward(gradient);
              for (int i = 0; i < gradient.length; i++) {
                gradient[i] /= shape.batch;
              }
              adam.step(parameters, gradient, LEARNING_RATE);
            });
    double infer = secondsPerCall(network::predict);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(
        "shape", new int[] {shape.batch, shape.steps, shape.inputs, shape.hidden, shape.layers});
    Against other = others.get(shape);
    put(line, "train", train, 3 * shape.flop(), shape.batch, peak);
    putFinite(
        line,
        "train_ratio",
        other == null ? Double.NaN : 3 * shape.flop() / train / 1e9 / other.trainGflops);
    put(line, "infer", infer, shape.flop(), shape.batch, peak);
    putFinite(
        line,
        "infer_ratio",
        other == null ? Double.NaN : shape.flop() / infer / 1e9 / other.inferGflops);
    return line;
  }

  private static void put(
      Map<String, Object> line, String name, double seconds, double flop, int batch, double peak) {
    line.put(name + "_ms", round(seconds * 1e3));
    line.put(name + "_gflops", round(flop / seconds / 1e9));
    putFinite(line, name + "_share_of_peak", flop / seconds / 1e9 / peak);
    line.put(name + "_seq_per_s", round(batch / seconds));
  }

  private static void putFinite(Map<String, Object> line, String name, double value) {
    if (Double.isFinite(value)) {
      line.put(name, round(value));
    }
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private double secondsPerCall(Runnable call) {
    repeat(call, warmUp);
    return repeat(call, seconds);
  }

  private static double repeat(Runnable call, double seconds) {
    long start = System.nanoTime();
    long calls = 0;
    do {
      call.run();
      calls++;
    } while (System.nanoTime() - start < seconds * 1e9);
    return (System.nanoTime() - start) / 1e9 / calls;
  }

  private static void fill(Matrix matrix, long key) {
    for (int i = 0; i < matrix.rows() * matrix.columns(); i++) {
      matrix.data()[i] = 2 * CounterRandom.uniform(key, i) - 1;
    }
  }
}

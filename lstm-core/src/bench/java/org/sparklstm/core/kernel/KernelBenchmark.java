package org.sparklstm.core.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;

/**
 * Measures each kernel by itself, at the sizes of a step of 64 sequences. A product of a step has
 * 2·64·H·4H FLOP, {@code weightGradient} fifty times as many.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class KernelBenchmark {
  private static final int BATCH = 64;
  private static final int STEPS = 50;

  /** The size of the hidden state. */
  @Param({"64", "128", "200", "256"})
  public int hidden;

  /** The kernels: scalar or vector. */
  @Param({"vector", "scalar"})
  public String provider;

  private Kernels kernels;
  private Matrix gates;
  private Matrix previous;
  private Matrix cell;
  private Matrix tanhCell;
  private Matrix output;
  private Matrix allGates;
  private Matrix allOutputs;
  private Matrix dWeight;
  private PackedMatrix weight;
  private PackedMatrix weightTransposed;
  private float[] sums;

  private static Matrix random(int rows, int columns) {
    Matrix matrix = Matrix.zeros(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      matrix.data()[i] = 2 * CounterRandom.uniform(rows, i) - 1;
    }
    return matrix;
  }

  @Setup
  public void prepare() {
    kernels = provider.equals("vector") ? Kernels.vector() : Kernels.scalar();
    gates = random(BATCH, 4 * hidden);
    previous = random(BATCH, hidden);
    cell = random(BATCH, hidden);
    tanhCell = random(BATCH, hidden);
    output = random(BATCH, hidden);
    allGates = random(STEPS * BATCH, 4 * hidden);
    allOutputs = random(STEPS * BATCH, hidden);
    dWeight = random(4 * hidden, hidden);
    weight = kernels.newPacked(4 * hidden, hidden);
    weight.pack(random(4 * hidden, hidden));
    weightTransposed = kernels.newPacked(hidden, 4 * hidden);
    weightTransposed.packTransposed(random(4 * hidden, hidden));
    sums = new float[4 * hidden];
  }

  @Benchmark
  public void hiddenProduct() {
    kernels.multAdd(output, weightTransposed, gates);
  }

  @Benchmark
  public void hiddenProductBackward() {
    kernels.multPlusRow(sums, gates, weight, output);
  }

  @Benchmark
  public void weightGradient() {
    kernels.multTransAAdd(allGates, allOutputs, dWeight);
  }

  @Benchmark
  public void biasGradient() {
    kernels.addColumnSums(allGates, sums, 0);
  }

  @Benchmark
  public void lstmForward() {
    kernels.lstmForward(gates, previous, cell, tanhCell, output);
  }

  @Benchmark
  public void lstmBackward() {
    kernels.lstmBackward(gates, previous, tanhCell, output, cell);
  }

  @Benchmark
  public void gruForward() {
    kernels.gruForward(gates, previous, output);
  }

  @Benchmark
  public void gruBackward() {
    kernels.gruBackward(gates, previous, output);
  }

  @Benchmark
  public void packTransposed() {
    weightTransposed.packTransposed(dWeight);
  }
}

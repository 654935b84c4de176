package org.sparklstm.examples;

import static org.sparklstm.core.layer.DenseSpec.dense;
import static org.sparklstm.core.layer.RecurrentSpec.lstm;

import java.util.Arrays;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.loss.SquaredError;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.Matrix;

/** A chain of an LSTM and a dense layer memorises random samples. */
public final class Memorise {
  private static final int EPOCHS = 1000;
  private static final double LEARNING_RATE = 0.005;

  private Memorise() {}

  public static void main(String[] arguments) {
    System.out.println("Chain(LSTM(10, 20), Dense(20, 1)), 100 samples");
    memorise(NetworkSpec.chain(lstm(10, 20), dense(20, 1)), 100, 1);
    System.out.println("Chain(LSTM(12, 20), Dense(20, 1)), 12 features, 6 samples, 3 batches");
    memorise(NetworkSpec.chain(lstm(12, 20), dense(20, 1)), 6, 3);
  }

  /**
   * Fits random targets to random inputs.
   *
   * @param samples time steps per sequence
   * @param batches sequences per batch
   */
  private static void memorise(NetworkSpec spec, int samples, int batches) {
    TorchRandom random = new TorchRandom(42);
    float[] parameters = InitialValues.of(spec, random);
    float[] gradient = new float[parameters.length];
    Network network = new Network(spec, Kernels.fastest());
    network.resize(samples, batches);
    random.uniform(network.input().data(), 0, samples * batches * spec.inputs(), 0, 1);
    Matrix target = Matrix.zeros(samples * batches, 1);
    random.uniform(target.data(), 0, samples * batches, 0, 1);

    Loss loss = new SquaredError();
    Adam adam = new Adam(parameters.length, 0);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      network.load(parameters);
      network.train(epoch);
      if (epoch == 1 || epoch % 250 == 0) {
        System.out.printf("epoch %4d: MSE %.2e%n", epoch, loss.mean(network.output(), target));
      }
      loss.meanGradient(network.output(), target, network.dOutput());
      Arrays.fill(gradient, 0);
      network.backward(gradient);
      adam.step(parameters, gradient, LEARNING_RATE);
    }

    network.load(parameters);
    network.predict();
    for (int i = 0; i < 3; i++) {
      System.out.printf(
          "sample %d: target %.4f, predicted %.4f%n",
          i + 1, target.at(i, 0), network.output().at(i, 0));
    }
    System.out.printf("memorised to MSE %.2e%n", loss.mean(network.output(), target));
  }
}

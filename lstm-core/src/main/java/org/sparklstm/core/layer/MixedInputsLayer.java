package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/** See {@link MixedInputsSpec}. */
final class MixedInputsLayer implements Layer {
  private final MixedInputsSpec spec;
  private final EmbeddingLayer[] embeddings;
  private Matrix dX;
  private Matrix[] numbers;
  private Signal output;

  MixedInputsLayer(ParameterLayout layout, String prefix, MixedInputsSpec spec) {
    this.spec = spec;
    embeddings = new EmbeddingLayer[spec.classes().size()];
    for (int i = 0; i < embeddings.length; i++) {
      embeddings[i] =
          new EmbeddingLayer(layout, MixedInputsSpec.prefix(prefix, i), spec.classes().get(i));
    }
  }

  @Override
  public void load(float[] parameters) {
    for (EmbeddingLayer embedding : embeddings) {
      embedding.load(parameters);
    }
  }

  @Override
  public Signal resize(Steps steps, Arena arena, Matrix x, Matrix dX) {
    this.dX = dX;
    Matrix values = arena.matrix(x.rows(), spec.outputs());
    Matrix gradient = arena.matrix(x.rows(), spec.outputs());
    output = new Signal(values, gradient);
    numbers =
        new Matrix[] {x.columnRange(0, spec.numbers()), values.columnRange(0, spec.numbers())};
    int at = spec.numbers();
    for (int i = 0; i < embeddings.length; i++) {
      int width = spec.classes().get(i).width();
      embeddings[i].connect(
          x.columnRange(spec.numbers() + i, 1),
          new Signal(values.columnRange(at, width), gradient.columnRange(at, width)));
      at += width;
    }
    return output;
  }

  @Override
  public void predict() {
    numbers[0].copyInto(numbers[1]);
    for (EmbeddingLayer embedding : embeddings) {
      embedding.predict();
    }
  }

  @Override
  public void train(Draws draws) {
    numbers[0].copyInto(numbers[1]);
    for (EmbeddingLayer embedding : embeddings) {
      embedding.train(draws);
    }
  }

  @Override
  public void backward(float[] gradient) {
    for (EmbeddingLayer embedding : embeddings) {
      embedding.backward(gradient);
    }
    if (dX != null) {
      dX.fill(0f);
      output.gradient().columnRange(0, spec.numbers()).copyInto(dX.columnRange(0, spec.numbers()));
    }
  }
}

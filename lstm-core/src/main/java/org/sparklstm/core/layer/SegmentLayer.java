package org.sparklstm.core.layer;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * See {@link SegmentSpec}. A row of the encoder's batch is a channel of a sequence; those of a
 * sequence lie side by side.
 */
final class SegmentLayer implements Layer {
  private final Kernels kernels;
  private final SegmentSpec spec;
  private final DenseLayer embedding;
  private final RecurrentLayer encoder;
  private final SegmentDecoder decoder;
  private final Mask mask;
  private final DenseLayer head;
  private final int positionOffset;
  private final int channelOffset;
  private final float[] positions;
  private final float[] channels;
  private Steps steps;
  private Matrix x;
  private Matrix segments;
  private Matrix read;
  private Matrix dRead;
  private Matrix kept;
  private Signal embedded;
  private Signal answers;
  private Signal output;

  /** The level and the spread of each row of the encoder's batch. */
  private float[] levels = {};

  private float[] spreads = {};
  private Draws draws = Draws.unknown();

  SegmentLayer(Kernels kernels, ParameterLayout layout, String prefix, SegmentSpec spec) {
    this.kernels = kernels;
    this.spec = spec;
    embedding =
        new DenseLayer(kernels, layout, SegmentSpec.embeddingPrefix(prefix), spec.embedding());
    encoder =
        new RecurrentLayer(
            kernels,
            layout,
            spec.recurrentPrefix(prefix),
            spec.recurrent(),
            RecurrentLayer.OutputGradient.OF_LAST_STATE,
            0);
    decoder = new SegmentDecoder(kernels, encoder.weights(0, 0), spec);
    mask = new DropoutMask(spec.dropout());
    head = new DenseLayer(kernels, layout, SegmentSpec.headPrefix(prefix), spec.head());
    positionOffset = layout.offset(SegmentSpec.position(prefix));
    channelOffset = layout.offset(SegmentSpec.channel(prefix));
    positions = new float[spec.answered() * spec.half()];
    channels = new float[spec.channels() * spec.half()];
  }

  @Override
  public void load(float[] parameters) {
    embedding.load(parameters);
    encoder.load(parameters);
    head.load(parameters);
    System.arraycopy(parameters, positionOffset, positions, 0, positions.length);
    System.arraycopy(parameters, channelOffset, channels, 0, channels.length);
  }

  @Override
  public Signal resize(Steps wanted, Arena arena, Matrix given, Matrix dX) {
    if (!wanted.areEqual() || wanted.steps() % spec.segment() != 0) {
      throw new IllegalArgumentException(
          "segments of %d steps must divide the %d steps of all sequences"
              .formatted(spec.segment(), wanted.steps()));
    }
    if (dX != null) {
      throw new IllegalArgumentException("segments have no gradient of their input");
    }
    steps = wanted;
    x = given;
    int rows = Math.multiplyExact(wanted.batch(), spec.channels());
    int count = wanted.steps() / spec.segment();
    Steps ofSegments = Steps.equal(count, rows);
    segments = arena.matrix(ofSegments.rows(), spec.segment());
    embedded = embedding.resize(ofSegments, arena, segments, null);
    read = arena.matrix(ofSegments.rows(), spec.hidden());
    dRead = arena.matrix(ofSegments.rows(), spec.hidden());
    encoder.resize(ofSegments, arena, read, dRead);
    decoder.resize(rows, arena);
    Matrix states = decoder.output();
    kept = arena.matrix(states.rows(), states.columns());
    answers = head.resize(ofSegments, arena, kept, decoder.dOutput());
    int width = spec.outputs(spec.channels());
    output = new Signal(arena.matrix(wanted.batch(), width), arena.matrix(wanted.batch(), width));
    levels = new float[rows];
    spreads = new float[rows];
    return output;
  }

  @Override
  public void predict() {
    readSegments();
    encoder.predict();
    writeVectors();
    decoder.predict(encoder.last());
    decoder.output().copyInto(kept);
    head.predict();
    writeAnswers();
  }

  @Override
  public void train(Draws given) {
    draws = given;
    readSegments();
    encoder.train(draws);
    writeVectors();
    decoder.train(encoder.last());
    if (spec.dropout() > 0) {
      mask.apply(decoder.output(), kept, steps, draws);
    } else {
      decoder.output().copyInto(kept);
    }
    head.train(draws);
    writeAnswers();
  }

  /** Measures each channel, cuts it into segments and embeds them. */
  private void readSegments() {
    int length = spec.segment();
    for (int b = 0; b < steps.batch(); b++) {
      for (int c = 0; c < spec.channels(); c++) {
        int row = b * spec.channels() + c;
        measure(row, b, c);
        for (int t = 0; t < steps.steps(); t++) {
          float value = (x.at(steps.row(t, b), c) - levels[row]) / spreads[row];
          segments.data()[segments.index(t / length * levels.length + row, t % length)] = value;
        }
      }
    }
    embedding.predict();
    kernels.reluForward(embedded.values(), read);
  }

  private void measure(int row, int sequence, int channel) {
    double sum = 0;
    for (int t = 0; t < steps.steps(); t++) {
      sum += x.at(steps.row(t, sequence), channel);
    }
    double mean = sum / steps.steps();
    levels[row] =
        switch (spec.level()) {
          case ZERO -> 0;
          case LAST -> x.at(steps.row(steps.steps() - 1, sequence), channel);
          case MEAN -> (float) mean;
        };
    spreads[row] = spec.spread() == SegmentSpec.Spread.ONE ? 1 : deviation(sequence, channel, mean);
  }

  private float deviation(int sequence, int channel, double mean) {
    double squares = 0;
    for (int t = 0; t < steps.steps(); t++) {
      double difference = x.at(steps.row(t, sequence), channel) - mean;
      squares += difference * difference;
    }
    return (float) Math.sqrt(squares / steps.steps() + SegmentSpec.EPSILON);
  }

  private void writeVectors() {
    Matrix vectors = decoder.vectors();
    int half = spec.half();
    for (int row = 0; row < vectors.rows(); row++) {
      int at = vectors.index(row, 0);
      int position = row / spec.channels() * half;
      int channel = row % spec.channels() * half;
      System.arraycopy(positions, position, vectors.data(), at, half);
      System.arraycopy(channels, channel, vectors.data(), at + half, half);
    }
  }

  private interface Answer {
    /**
     * A value of an answer: where the head gives it, where the layer does, and the row of the
     * encoder's batch.
     */
    void take(int headIndex, int index, int row);
  }

  /** In the order of the head's values: a row of the encoder's batch is a row of each segment. */
  private void forEachAnswer(Matrix ofHead, Matrix bySequence, Answer answer) {
    int channels = spec.channels();
    int values = spec.values();
    for (int row = 0; row < ofHead.rows(); row++) {
      int encoded = row % levels.length;
      int first = row / levels.length * spec.segment() * channels + encoded % channels;
      int from = ofHead.index(row, 0);
      int to = bySequence.index(encoded / channels, first * values);
      for (int step = 0; step < spec.segment(); step++) {
        for (int value = 0; value < values; value++) {
          answer.take(from + step * values + value, to + step * channels * values + value, encoded);
        }
      }
    }
  }

  private void writeAnswers() {
    float[] from = answers.values().data();
    float[] to = output.values().data();
    forEachAnswer(
        answers.values(),
        output.values(),
        (headIndex, index, row) -> to[index] = from[headIndex] * spreads[row] + levels[row]);
  }

  @Override
  public void backward(float[] gradient) {
    float[] from = output.gradient().data();
    float[] to = answers.gradient().data();
    forEachAnswer(
        answers.gradient(),
        output.gradient(),
        (headIndex, index, row) -> to[headIndex] = from[index] * spreads[row]);
    head.backward(gradient);
    if (spec.dropout() > 0) {
      mask.apply(decoder.dOutput(), decoder.dOutput(), steps, draws);
    }
    decoder.backward(gradient, encoder.last(), encoder.dLast());
    addVectorGradients(gradient);
    encoder.backward(gradient);
    kernels.reluBackward(read, dRead, embedded.gradient());
    embedding.backward(gradient);
  }

  private void addVectorGradients(float[] gradient) {
    Matrix dVectors = decoder.dVectors();
    int half = spec.half();
    for (int row = 0; row < dVectors.rows(); row++) {
      int position = positionOffset + row / spec.channels() * half;
      int channel = channelOffset + row % spec.channels() * half;
      for (int j = 0; j < half; j++) {
        gradient[position + j] += dVectors.at(row, j);
        gradient[channel + j] += dVectors.at(row, half + j);
      }
    }
  }
}

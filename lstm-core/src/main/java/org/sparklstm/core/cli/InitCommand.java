package org.sparklstm.core.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.RecurrentMetadata;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.layer.Cell;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code init}: writes the initial parameters of a recurrent module, equal to torch's after {@code
 * torch.manual_seed(seed)}.
 */
@Command(
    name = "init",
    description =
        "Writes the initial parameters of a recurrent module, equal to the bit to those that torch draws after manual_seed(seed).",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class InitCommand implements Callable<Integer> {
  @Option(names = "--seed", required = true, description = "The seed, as for torch.manual_seed.")
  private long seed;

  @Option(
      names = "--cell",
      defaultValue = "lstm",
      converter = CellConverter.class,
      description = "Cell: lstm, gru, rnn_tanh or rnn_relu (default: ${DEFAULT-VALUE}).")
  private Cell cell;

  @Option(names = "--input-size", required = true, description = "Values per time step.")
  private int inputSize;

  @Option(names = "--hidden-size", required = true, description = "Size of the hidden state.")
  private int hiddenSize;

  @Option(
      names = "--num-layers",
      defaultValue = "1",
      description = "Number of stacked layers (default: ${DEFAULT-VALUE}).")
  private int numLayers;

  @Option(names = "--bidirectional", description = "Make the module bidirectional.")
  private boolean bidirectional;

  @Option(names = "--no-bias", description = "Leave out the biases.")
  private boolean noBias;

  @Option(names = "--batch-first", description = "Batches are (B, T, I) instead of (T, B, I).")
  private boolean batchFirst;

  @Option(
      names = "--proj-size",
      defaultValue = "0",
      description =
          "Size of an LSTM's projected output; 0 for no projection (default: ${DEFAULT-VALUE}).")
  private int projSize;

  @Option(names = "--output", required = true, description = "The safetensors file to write.")
  private Path output;

  /** Converts the name of a cell. */
  static final class CellConverter implements ITypeConverter<Cell> {
    @Override
    public Cell convert(String name) {
      try {
        return Cell.named(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Override
  public Integer call() throws IOException {
    RecurrentSpec spec;
    NetworkSpec network;
    float[] parameters;
    try {
      spec = spec();
      network = NetworkSpec.of(spec);
      parameters = InitialValues.of(network, seed);
    } catch (IllegalArgumentException e) {
      System.err.println("error: " + e.getMessage());
      return 2;
    }
    RecurrentMetadata.Axes axes =
        batchFirst ? RecurrentMetadata.Axes.BATCH_FIRST : RecurrentMetadata.Axes.TIME_FIRST;
    Files.write(
        output,
        new Safetensors(
            new RecurrentMetadata(spec, axes).toMap(),
            NamedParameters.tensors(network.layout(), parameters, "")));
    return 0;
  }

  private RecurrentSpec spec() {
    RecurrentSpec spec =
        RecurrentSpec.of(cell, inputSize, hiddenSize)
            .withLayers(numLayers)
            .withProjection(projSize);
    spec = bidirectional ? spec.bidirectional() : spec;
    return noBias ? spec.withoutBias() : spec;
  }
}

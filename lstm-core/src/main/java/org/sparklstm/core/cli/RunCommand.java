package org.sparklstm.core.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code run}: a recurrent module's forward pass, and the way back, from files to a file: whatever
 * writes safetensors can compare.
 */
@Command(
    name = "run",
    description = {
      "Runs a recurrent module on a batch.",
      "Weights: torch's state_dict of an LSTM, GRU or RNN, with __metadata__ cell (lstm, gru, rnn_tanh, rnn_relu), "
          + "input_size, hidden_size and, where they are not torch's defaults, num_layers, bias, bidirectional, "
          + "batch_first, proj_size.",
      "Input: input and optionally h_0, c_0, lengths, grad_output, grad_h_n, grad_c_n.",
      "Output: output, h_n, c_n and, if any gradient came in, grad.input, grad.h_0, grad.c_0 and grad.<parameter>."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class RunCommand implements Callable<Integer> {
  @Option(names = "--weights", required = true, description = "Safetensors file of the module.")
  private Path weights;

  @Option(names = "--input", required = true, description = "Safetensors file of the batch.")
  private Path input;

  @Option(names = "--output", required = true, description = "Where the results go.")
  private Path output;

  @Option(
      names = "--kernels",
      description = "${COMPLETION-CANDIDATES}; default: the fastest there is.")
  private KernelChoice kernels;

  @Override
  public Integer call() throws IOException {
    Kernels chosen = kernels == null ? Kernels.fastest() : kernels.create();
    RecurrentModule module = Files.naming(weights, () -> RecurrentModule.of(Files.read(weights)));
    Safetensors results =
        Files.naming(input, () -> new RecurrentPass(module, Files.read(input), chosen).run());
    Files.write(output, results);
    return 0;
  }
}

package org.sparklstm.core.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code run}: runs the forward pass of a recurrent module, and optionally the backward pass, from
 * safetensors files to a safetensors file. Any tool that writes safetensors can compare its
 * results.
 */
@Command(
    name = "run",
    description = {
      "Runs a recurrent module on a batch.",
      "Weights: torch's state_dict of an LSTM, GRU or RNN, with __metadata__ cell (lstm, gru, rnn_tanh, rnn_relu), "
          + "input_size, hidden_size and, if they differ from torch's defaults, num_layers, bias, bidirectional, "
          + "batch_first, proj_size.",
      "Input: input and optionally h_0, c_0, lengths, grad_output, grad_h_n, grad_c_n.",
      "Output: output, h_n, c_n and, if the input has a gradient, grad.input, grad.h_0, grad.c_0 and grad.<parameter>."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class RunCommand implements Callable<Integer> {
  @Option(names = "--weights", required = true, description = "The safetensors file of the module.")
  private Path weights;

  @Option(names = "--input", required = true, description = "The safetensors file of the batch.")
  private Path input;

  @Option(names = "--output", required = true, description = "The safetensors file to write.")
  private Path output;

  @Option(
      names = "--kernels",
      description = "Kernels: ${COMPLETION-CANDIDATES} (default: the fastest available).")
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

package org.sparklstm.job.config;

import org.sparklstm.core.layer.DropoutSpec;
import org.sparklstm.core.layer.StackDropout;

/**
 * {@code train.regularization}: what keeps a model of tokens from learning its text by heart,
 * besides {@code model.dropout} and {@code model.head-dropout} (Merity et al. 2018, {@code
 * arXiv:1708.02182}).
 */
public record RegularizationConfig(
    @Setting(
            value =
                "what a mask of model.dropout, model.head-dropout and train.regularization.inputs holds for: values (each is drawn by itself) or streams (one mask for all tokens that a step reads of a stream, or sequence: locked, or variational, dropout)",
            or = "values",
            param = "dropoutMasks",
            tasks = {TaskKind.NEXT, TaskKind.TAG})
        Masks masks,
    @Setting(
            value = "probability of zeroing an input of the first recurrent layer",
            or = "0",
            min = 0,
            below = 1,
            param = "inputDropout",
            tasks = {TaskKind.NEXT, TaskKind.TAG})
        double inputs,
    @Setting(
            value =
                "probability of zeroing an element of the recurrent weights (weight_hh), the same ones for a whole step",
            or = "0",
            min = 0,
            below = 1,
            param = "weightDropout",
            tasks = {TaskKind.NEXT, TaskKind.TAG})
        double weights,
    @Setting(
            value =
                "probability of zeroing the vector of a token, the same tokens for a whole step",
            or = "0",
            min = 0,
            below = 1,
            param = "embeddingDropout",
            tasks = {TaskKind.NEXT, TaskKind.TAG})
        double embeddings,
    @Setting(
            value =
                "penalty on the mean square of the inputs of the head; it is not in the losses that are reported",
            or = "0",
            min = 0,
            max = 1000,
            param = "activationPenalty",
            tasks = {TaskKind.NEXT, TaskKind.TAG})
        double activations,
    @Setting(
            value =
                "penalty on the mean square of the change of the last layer's output from token to token; it is not in the losses that are reported",
            or = "0",
            min = 0,
            max = 1000,
            param = "changePenalty",
            tasks = {TaskKind.NEXT, TaskKind.TAG})
        double changes) {

  public RegularizationConfig {
    Ranges.check(
        RegularizationConfig.class,
        "train.regularization",
        masks,
        inputs,
        weights,
        embeddings,
        activations,
        changes);
  }

  /** What a mask holds for. */
  public enum Masks {
    VALUES(DropoutSpec.Masks.OF_VALUES),
    STREAMS(DropoutSpec.Masks.OF_SEQUENCES);

    private final DropoutSpec.Masks core;

    Masks(DropoutSpec.Masks core) {
      this.core = core;
    }
  }

  /** How often it is drawn what is kept, for the core. */
  DropoutSpec.Masks coreMasks() {
    return masks.core;
  }

  /**
   * What the recurrent stack zeroes.
   *
   * @param outputs probability that an output of any layer but the last is zeroed
   */
  StackDropout stack(double outputs) {
    return new StackDropout(outputs, masks.core, weights);
  }
}

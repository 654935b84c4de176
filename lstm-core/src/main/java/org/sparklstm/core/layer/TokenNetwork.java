package org.sparklstm.core.layer;

/**
 * A network that reads a sequence of tokens and answers each with logits: of the next one, or of
 * its own class. Without more than its three sizes it is an embedding, a recurrent stack and a
 * linear head; the rest regularises it as AWD-LSTM does (Merity et al. 2018, arXiv:1708.02182).
 *
 * @param tokens V, number of different tokens
 * @param inputs what is read at each step beside the token
 * @param recurrent reads of each step I values: those of {@code inputs}, and the vector of the
 *     token
 * @param head its weight
 * @param masks how often it is drawn which values are kept, by dropout of inputs and outputs
 * @param embeddingDropout probability that the vector of a token is zeroed in a step, in [0, 1)
 * @param inputDropout probability that an input of the stack is zeroed in training, in [0, 1)
 * @param headDropout probability that an input of the head is zeroed in training, in [0, 1)
 * @param activationPenalty α, of the inputs of the head, see {@link PenaltySpec}
 * @param changePenalty β, of the outputs of the stack, see {@link PenaltySpec}
 */
public record TokenNetwork(
    int tokens,
    StepInputs inputs,
    RecurrentSpec recurrent,
    Head head,
    DropoutSpec.Masks masks,
    double embeddingDropout,
    double inputDropout,
    double headDropout,
    double activationPenalty,
    double changePenalty) {
  /** The layer of tokens that stand alone. */
  private static final String EMBEDDING = "embedding";

  /** The layer of tokens, which come first, and of classes beside them. */
  private static final String EMBEDDINGS = "embeddings";

  /** The weight of the head. */
  public enum Head {
    /** A weight of its own. */
    OWN_WEIGHT,
    /** The vectors of the tokens, which must be as wide as the outputs of the stack. */
    TIED_WEIGHT
  }

  /** A network that is not regularised. */
  public static TokenNetwork of(int tokens, RecurrentSpec recurrent) {
    return new TokenNetwork(
        tokens,
        StepInputs.NONE,
        recurrent,
        Head.OWN_WEIGHT,
        DropoutSpec.Masks.OF_VALUES,
        0,
        0,
        0,
        0,
        0);
  }

  /** The layers of a network that answers which token comes next. */
  public NetworkSpec spec() {
    DenseSpec dense = DenseSpec.dense(recurrent.outputs(recurrent.inputs()), tokens);
    boolean isTied = head == Head.TIED_WEIGHT;
    return body().then("head", isTied ? dense.tiedTo(vectors()) : dense);
  }

  /**
   * The layers of a network that answers to which class a token belongs.
   *
   * @param classes number of classes
   */
  public NetworkSpec tagging(int classes) {
    return body().then("head", DenseSpec.dense(recurrent.outputs(recurrent.inputs()), classes));
  }

  private boolean hasInputs() {
    return inputs.columns() > 0;
  }

  /** Name of the parameter with the vectors of the tokens. */
  private String vectors() {
    return hasInputs() ? EMBEDDINGS + "." + MixedInputsSpec.weight(0) : EMBEDDING + ".weight";
  }

  private NetworkSpec body() {
    EmbeddingSpec embedding =
        EmbeddingSpec.embedding(tokens, recurrent.inputs() - inputs.width())
            .withDropout(embeddingDropout);
    NetworkSpec spec =
        hasInputs()
            ? NetworkSpec.empty().then(EMBEDDINGS, inputs.with(embedding))
            : NetworkSpec.empty().then(EMBEDDING, embedding);
    spec = withDropout(spec, "input_dropout", inputDropout);
    spec = spec.then(recurrent.cell().module(), recurrent);
    spec = withPenalty(spec, "changes", PenaltySpec.Of.CHANGES, changePenalty);
    spec = withDropout(spec, "dropout", headDropout);
    return withPenalty(spec, "activations", PenaltySpec.Of.VALUES, activationPenalty);
  }

  private NetworkSpec withDropout(NetworkSpec spec, String name, double probability) {
    return probability > 0 ? spec.then(name, new DropoutSpec(probability, masks)) : spec;
  }

  private static NetworkSpec withPenalty(
      NetworkSpec spec, String name, PenaltySpec.Of of, double weight) {
    return weight > 0 ? spec.then(name, new PenaltySpec(of, weight)) : spec;
  }
}

package org.sparklstm.job.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.train.TokenGenerator;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TaskKind;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.data.token.TokenKeys;
import org.sparklstm.job.data.token.Tokenizer;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.storage.PathText;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.task.NextTask;
import org.sparklstm.job.task.Task;

/** {@code sample}: continues a text with a model of next tokens. */
public final class SampleRun {
  private static final String LINE_BREAK = "\n";
  private static final String BETWEEN_SPACES = "\\S+";

  private final Configuration hadoop;
  private final Console console;

  public SampleRun(Configuration hadoop, Console console) {
    this.hadoop = hadoop;
    this.console = console;
  }

  /**
   * How tokens are drawn; see {@link TokenGenerator.Sampling}.
   *
   * @param stop the token that ends the text; null for none
   */
  public record Options(int length, double temperature, int topK, String stop, long seed) {}

  /**
   * A text.
   *
   * @param text with what it began with
   * @param json the same and more as a line of JSON
   */
  public record Sample(String text, String json) {}

  /**
   * Continues a text.
   *
   * @param modelPath directory of a saved model, or a pointer to one
   * @param prompt text to continue; null for a beginning of the model's own
   * @throws UserException if the model does not predict tokens, or does not know the prompt
   */
  public Sample run(String modelPath, String prompt, Options options) {
    Storage directory = ModelPath.resolve(new Storage(PathText.of(modelPath), hadoop));
    SavedModel saved = SavedModel.read(directory);
    JobConfig config = saved.config();
    if (config.task() != TaskKind.NEXT) {
      throw new UserException(
          "the task of model %s is %s: only models of task next write text"
              .formatted(saved.name(), config.task()));
    }
    TrainedModel model = Task.of(config).open(saved);
    new NextTask(config).requireTokensAlone();
    Vocabulary vocabulary = NextTask.vocabulary(model.statistics());
    Tokenizer tokenizer = tokenizer(config, vocabulary);
    Map<String, Integer> numbers = vocabulary.numbers();
    List<String> begun = begun(prompt, tokenizer, vocabulary);
    int[] known = begun.stream().mapToInt(token -> numbers.getOrDefault(token, 0)).toArray();
    long unknown = IntStream.of(known).filter(token -> token == Vocabulary.UNKNOWN).count();
    if (unknown > 0) {
      console.warn(
          "the model does not know %,d of the %,d tokens of the prompt, such as '%s'"
              .formatted(unknown, known.length, firstUnknown(begun, numbers)));
    }
    Network network = new Network(model.spec().network(), Kernels.fastest());
    network.load(model.weights());
    TokenGenerator generator =
        new TokenGenerator(
            network,
            new TokenGenerator.Sampling(
                options.length(),
                options.temperature(),
                options.topK(),
                stop(options.stop(), numbers),
                Vocabulary.UNKNOWN));
    long key = TokenKeys.of(options.seed(), "", begun.toArray(String[]::new));
    int[] added = generator.generate(new int[][] {known}, new long[] {key})[0];
    List<String> all = new ArrayList<>(begun);
    IntStream.of(added).forEach(token -> all.add(vocabulary.value(token)));
    String text = String.join(tokenizer.separator(vocabulary.values()), all);
    return new Sample(
        text,
        new Json()
            .put(ResultKeys.STATUS, "complete")
            .put(ResultKeys.MODEL, directory.path().toString())
            .put("tokens", added.length)
            .put("text", text)
            .redactedLine());
  }

  /** The tokenizer of the model's texts; the prompt of a model of events is cut at white space. */
  private static Tokenizer tokenizer(JobConfig config, Vocabulary vocabulary) {
    boolean isOfCharacters =
        vocabulary.values().stream().allMatch(one -> one.codePointCount(0, one.length()) == 1);
    String pattern = config.data().tokenPattern();
    return Tokenizer.of(pattern.isEmpty() && !isOfCharacters ? BETWEEN_SPACES : pattern);
  }

  private static List<String> begun(String prompt, Tokenizer tokenizer, Vocabulary vocabulary) {
    if (prompt == null) {
      boolean hasLines = vocabulary.values().contains(LINE_BREAK);
      return List.of(hasLines ? LINE_BREAK : vocabulary.values().get(0));
    }
    String[] tokens = tokenizer.tokens(prompt);
    if (tokens.length == 0) {
      throw new UserException("the prompt '%s' has no token to continue".formatted(prompt));
    }
    return List.of(tokens);
  }

  private static String firstUnknown(List<String> tokens, Map<String, Integer> numbers) {
    return tokens.stream().filter(token -> !numbers.containsKey(token)).findFirst().orElse("");
  }

  private static int stop(String token, Map<String, Integer> numbers) {
    if (token == null) {
      return TokenGenerator.Sampling.NO_STOP;
    }
    Integer number = numbers.get(token);
    if (number == null) {
      throw new UserException("the model does not know the token '%s' to stop at".formatted(token));
    }
    return number;
  }
}

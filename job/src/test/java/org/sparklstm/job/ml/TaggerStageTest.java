package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.UserException;

/** The class of each token as a stage of a pipeline. */
class TaggerStageTest {
  @TempDir Path directory;

  private static LstmTagger stage() {
    return new LstmTagger()
        .setHiddenSize(12)
        .setBidirectional(true)
        .setBatchSize(16)
        .setLearningRate(0.02)
        .setEpochs(40);
  }

  private static double accuracy(Dataset<Row> tagged) {
    return tagged
        .selectExpr("explode(arrays_zip(label, prediction)) as pair")
        .filter("pair.label is not null")
        .selectExpr("avg(cast(pair.label = pair.prediction as double))")
        .first()
        .getDouble(0);
  }

  @Test
  void findsTheClassOfEachToken() throws Exception {
    Dataset<Row> sentences = Tables.tagged(200);
    LstmTaggerModel model = stage().fit(sentences);
    assertThat(model.classNames()).containsExactly("again", "last");
    Dataset<Row> tagged = model.transform(sentences);
    assertThat(tagged.columns())
        .containsExactly("sentence", "tokens", "label", "prediction", "probability");
    assertThat(tagged.filter("size(prediction) <> size(tokens)").count()).isZero();
    assertThat(accuracy(tagged)).isGreaterThan(0.85);
    String path = directory.resolve("model").toString();
    model.write().save(path);
    LstmTaggerModel loaded = LstmTaggerModel.load(path);
    assertThat(loaded.transform(sentences.drop("label")).collectAsList())
        .isEqualTo(tagged.drop("label").collectAsList());
    // the same sentences, a row per word
    Dataset<Row> words =
        sentences.selectExpr("sentence", "posexplode(arrays_zip(tokens, label)) as (at, word)");
    Dataset<Row> rows =
        words.selectExpr("sentence", "at", "word.tokens as tokens", "word.label as label");
    LstmTaggerModel again =
        stage().setSeriesIdCols(new String[] {"sentence"}).setTimeCol("at").fit(rows);
    assertThat(again.weightsSha256()).isEqualTo(model.weightsSha256());
  }

  @Test
  void namesWhatDoesNotFit() {
    Dataset<Row> sentences = Tables.tagged(20);
    assertThatThrownBy(
            () -> stage().fit(sentences.selectExpr("tokens", "slice(label, 1, 2) as label")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("labelCol: column 'label'")
        .hasMessageContaining("has another number of classes than there are tokens");
    assertThatThrownBy(
            () ->
                stage()
                    .fit(
                        sentences.selectExpr(
                            "tokens", "if(sentence = 's3', null, label) as label")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("labelCol: column 'label'")
        .hasMessageContaining("is null in 1 of 20 sequences");
    assertThatThrownBy(() -> stage().fit(sentences.selectExpr("tokens", "label[0] as label")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("labelCol: column 'label'")
        .hasMessageContaining("expected an array with the class of each token");
    assertThatThrownBy(() -> stage().transformSchema(sentences.drop("label").schema()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("labelCol: no column 'label'");
    assertThatThrownBy(() -> stage().fit(sentences.drop("label")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("labelCol")
        .hasMessageContaining("'label'");
  }
}

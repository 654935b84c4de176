package org.sparklstm.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparklstm.job.Secrets;

class SecretsTest {
  @Test
  void knownAndLikelySecretsAreHidden() {
    Secrets.keep(
        Map.of(
            "spark.hadoop.fs.s3a.secret.key",
            "pl4nted/one",
            "some.url",
            "jdbc:postgresql://host/db?user=me&password=pl4nted-two",
            "HOME",
            "/home/me"));
    assertThat(Secrets.hide("cannot sign with pl4nted/one in /home/me"))
        .isEqualTo("cannot sign with ***hidden*** in /home/me");
    assertThat(Secrets.hide("the server said pl4nted-two is wrong")).doesNotContain("pl4nted");
    assertThat(Secrets.hide("s3a://AKIA:never-seen@bucket/path")).doesNotContain("never-seen");
    for (String plain :
        new String[] {
          "/data/store_key=17/units",
          "SELECT x FROM t WHERE store_key=17",
          "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider"
        }) {
      Secrets.keep(Map.of("fs.s3a.aws.credentials.provider", plain));
      assertThat(Secrets.hide(plain)).isEqualTo(plain);
    }
    String once = Secrets.hide("jdbc:x?user=me&password=never-seen");
    assertThat(Secrets.hide(once)).isEqualTo(once).endsWith("password=***hidden***");
    assertThat(Secrets.hide("?token=never-seen&x=1")).contains("x=1").doesNotContain("never-seen");
  }
}

package org.sparklstm.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.UserException;

class SecretsTest {
  private static final String PLANTED = "pl4nted";

  private static Map<String, Object> values(String key, Object value) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("data.targets", List.of("y"));
    values.put("data.time", "t");
    values.put("window.lookback", 4);
    values.put("window.horizon", 1);
    if (!key.startsWith("data.source.") || key.contains("options")) {
      values.put("data.source.path", "table.csv");
    }
    values.put(key, value);
    return values;
  }

  @Test
  void whatIsKnownOrLooksLikeASecretIsHidden() {
    Secrets.keep(Map.of("AWS_SECRET_ACCESS_KEY", "pl4nted/one", "HOME", "/home/me"));
    assertThat(Secrets.hide("cannot sign with pl4nted/one in /home/me"))
        .isEqualTo("cannot sign with ***hidden*** in /home/me");
    for (String plain :
        new String[] {
          "/data/store_key=17/units",
          "SELECT x FROM t WHERE store_key=17",
          "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
          "hdfs://namenode:8020/data/user@corp/x",
          "hdfs://namenode:8020/data/part-?.csv",
          "file:/tmp/a;b?c",
          "lstmNextToken_0123456789ab: tokensCol: no column",
          "data.token-pattern: 'a(' is no regular expression",
          "a token ring: 3 basic rules",
          "key = value"
        }) {
      Secrets.keep(Map.of("fs.s3a.aws.credentials.provider", plain));
      assertThat(Secrets.hide(plain)).isEqualTo(plain);
    }
    String once = Secrets.hide("jdbc:x?user=me&password=never-seen");
    assertThat(Secrets.hide(once)).isEqualTo(once).endsWith("***hidden***");
    assertThat(Secrets.hide("?token=never-seen&x=1")).contains("x=1").doesNotContain("never-seen");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://AKIA:pl4nted@bucket/path",
        "s3a://K:a/pl4nted@bucket/path",
        "s3a://K:12/pl4nted@bucket/path",
        "https://me:pl4nted@host/x",
        "file:/x/none.csv?X-Amz-Signature=pl4nted&code=pl4nted",
        "hdfs://host/x?code=pl4nted",
        "hdfs://host/x%3Fcode=pl4nted",
        "https://host/x%3Fpl4nted",
        "jdbc:h2:mem;INIT=\"a, pl4nted\"",
        "/tmp/none.csv%3Fsig=pl4nted",
        "/tmp/none%3Fsig%3Dpl4nted.csv",
        "https://pl4nted@host/x",
        "jdbc:oracle:thin:me/ti@ger@pl4nted@host:1521:db",
        "ftp://me:pl/4/pl4nted@host/x",
        "abfss://box@account.dfs.core.windows.net/x?sv=2024&sig=pl4nted",
        "https://account.blob.core.windows.net/x?sp=r&sig=a%2Fpl4nted%3D",
        "wasbs://box@a.blob.core.windows.net/x?pl4nted",
        "https://bucket.s3.amazonaws.com/x?X-Amz-Signature=pl4nted",
        "jdbc:postgresql://host:5432/db?user=me&password=pl4nted",
        "jdbc:mysql://host/db?user=me&password=a&pl4nted",
        "jdbc:sqlserver://host;user=me;password={a;pl4nted};encrypt=true",
        "jdbc:sqlserver://host;password=a;pl4nted",
        "jdbc:mysql://me:a/pl4nted@host/db",
        "mongodb+srv://me:pl4nted/word@host",
        "{\"token\": \"a\\\"pl4nted\"}",
        "https://host/x#access_token=pl4nted",
        "Authorization: pl4nted",
        "jdbc:oracle:thin:me/pl4nted@//host:1521/db",
        "jdbc:oracle:thin:me/\"a@pl4nted\"@host:1521:db",
        "jdbc:snowflake://a.snowflakecomputing.com/?private_key_file_pwd=pl4nted",
        "jdbc:redshift:iam://c/d?AccessKeyID=x&SecretAccessKey=pl4nted",
        "jdbc:databricks://h:443;AuthMech=3;UID=token;PWD=pl4nted",
        "mongodb://me:pl4nted@host/db",
        "mongodb+srv://me:pl4nted@host/db",
        "redis://:pl4nted@host:6379",
        "password=pl4nted",
        "password = \"two pl4nted\"",
        "password='two pl4nted'",
        "{\"password\":\"pl4nted\"}",
        "{\"password\": \"two pl4nted\", \"x\": 1}",
        "passphrase: pl4nted",
        "--password=pl4nted",
        "client_secret=pl4nted",
        "aws_secret_access_key = pl4nted",
        "fs.azure.account.key.x.dfs.core.windows.net=pl4nted",
        "fs.s3a.secret.key: pl4nted",
        "api_key=pl4nted",
        "apikey=pl4nted",
        "authtoken=pl4nted",
        "x?auth=pl4nted",
        "Authorization: Bearer pl4nted",
        "Authorization: Basic pl4nted==",
        "header Bearer pl4nted.pl4nted.x",
        "sasl.jaas.config=org.X required username=\"me\" password=\"pl4nted\";",
        "credential=pl4nted"
      })
  void aSecretInATextIsHidden(String text) {
    assertThat(Secrets.hide(text)).doesNotContain(PLANTED);
    assertThat(Secrets.hide(Secrets.hide(text))).isEqualTo(Secrets.hide(text));
    JobConfig config = ConfigFile.of(values("data.source.path", text));
    assertThat(ConfigFile.render(config)).doesNotContain(PLANTED);
    assertThat(ConfigFile.lastingValues(config).toString()).doesNotContain(PLANTED);
  }

  /** Names of ten connectors' options, none of which says what it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "passphrase",
        "es.net.http.auth.pass",
        "es.net.http.auth.user",
        "header.Authorization",
        "kafka.sasl.jaas.config",
        "kafka.ssl.key.password",
        "spark.mongodb.connection.uri",
        "sfPassword",
        "pem_private_key",
        "credentials",
        "gcpAccessToken",
        "tempdir_credentials",
        "aws_iam_role",
        "temporary_aws_session_token",
        "cosmos.accountKey",
        "spark.cosmos.accountKey",
        "eventhubs.connectionString",
        "cassandra.auth.secret",
        "hoodie.x",
        "oauth",
        "whatever",
        "user",
        "accessKey",
        "uri"
      })
  void anOptionIsHiddenUnlessItIsHarmless(String name) {
    JobConfig config =
        ConfigFile.of(values("data.source.options.\"" + name + "\"", "pl4nted-" + name));
    assertThat(ConfigFile.render(config)).doesNotContain(PLANTED).contains(Secrets.HIDDEN);
    assertThat(ConfigFile.lastingValues(config).toString()).doesNotContain(PLANTED);
    Secrets.keepOptions(config.data().source().options());
    assertThat(Secrets.hide("it said pl4nted-" + name + "!")).isEqualTo("it said ***hidden***!");
    assertThatThrownBy(
            () -> ConfigFile.of(values("data.source.options.\"" + name + "\"", List.of(PLANTED))))
        .isInstanceOf(UserException.class)
        .hasMessageNotContaining(PLANTED);
  }

  @Test
  void harmlessOptionsAreShownAndCount() {
    JobConfig config = ConfigFile.of(values("data.source.options.header", "true"));
    assertThat(ConfigFile.render(config)).contains("header=\"true\"");
    assertThat(ConfigFile.lastingValues(config))
        .isNotEqualTo(
            ConfigFile.lastingValues(ConfigFile.of(values("data.source.options.header", "false"))));
  }

  /** A rotated password is the same run; another query is another one. */
  @Test
  void whatIdentifiesARunIsItsTextWithoutSecrets() {
    Map<String, Object> first = values("data.source.options.password", "pl4nted-1");
    Map<String, Object> rotated = values("data.source.options.password", "pl4nted-2");
    assertThat(ConfigFile.lastingValues(ConfigFile.of(first)))
        .isEqualTo(ConfigFile.lastingValues(ConfigFile.of(rotated)));
    Map<String, String> signed =
        ConfigFile.lastingValues(
            ConfigFile.of(values("data.source.path", "https://h/x.csv?sig=pl4nted")));
    assertThat(signed)
        .isEqualTo(
            ConfigFile.lastingValues(
                ConfigFile.of(values("data.source.path", "https://h/x.csv?sig=other1"))))
        .isNotEqualTo(
            ConfigFile.lastingValues(
                ConfigFile.of(values("data.source.path", "https://h/y.csv?sig=pl4nted"))));
    String query = "SELECT * FROM t WHERE k = 'pl4nted'";
    JobConfig sql = ConfigFile.of(values("data.source.sql", query));
    Map<String, String> lasting = ConfigFile.lastingValues(sql);
    assertThat(lasting.toString()).doesNotContain(PLANTED);
    String key = "data.source.sql";
    assertThat(ConfigFile.isSame(key, lasting.get(key), lasting.get(key), sql)).isTrue();
    // 0.1.0 stored the query
    assertThat(ConfigFile.isSame(key, query, lasting.get(key), sql)).isTrue();
    assertThat(ConfigFile.isSame(key, query + " ", lasting.get(key), sql)).isFalse();
  }

  /** A run knows its configuration again after it has been stored without secrets. */
  @Test
  void aStoredConfigurationIsTheSameRun() {
    Secrets.keep(Map.of("DB_TOKEN", "pl4nted-in-a-query"));
    Map<String, Object> values =
        values("data.source.sql", "SELECT * FROM t WHERE k = 'pl4nted-in-a-query'");
    values.put("score.options.password", "pl4nted-option");
    JobConfig now = ConfigFile.of(values);
    JobConfig before = ConfigFile.parse(ConfigFile.render(now), "config.conf");
    Map<String, String> is = ConfigFile.lastingValues(now);
    Map<String, String> was = ConfigFile.storedValues(before);
    assertThat(was.toString()).doesNotContain(PLANTED);
    assertThat(was.keySet()).isEqualTo(is.keySet());
    was.forEach(
        (key, value) ->
            assertThat(ConfigFile.isSame(key, value, is.get(key), now)).as(key).isTrue());
  }

  @Test
  void whatFollowsAHiddenTailStays() {
    assertThat(Secrets.hide("reading https://host/x?a=pl4nted: it is closed"))
        .isEqualTo("reading https://host/x?***hidden***: it is closed");
    for (String pattern : List.of("file:/data/part-?.csv", "s3a://b/year=202?/month=1/x")) {
      assertThat(Secrets.hide(pattern)).isEqualTo(pattern);
    }
  }

  @Test
  void aUserIsNoPartOfARun() {
    for (String path : List.of("jdbc:postgresql://%s:x@host/db", "https://%s@host/t.csv")) {
      JobConfig ann = ConfigFile.of(values("data.source.path", path.formatted("ann")));
      JobConfig bob = ConfigFile.of(values("data.source.path", path.formatted("bob")));
      assertThat(ConfigFile.lastingValues(ann)).isEqualTo(ConfigFile.lastingValues(bob));
      // as an earlier version stored it
      assertThat(
              ConfigFile.isSame(
                  "data.source.path",
                  Secrets.hide(path.formatted("ann")),
                  ConfigFile.lastingValues(bob).get("data.source.path"),
                  bob))
          .isTrue();
    }
    JobConfig container =
        ConfigFile.of(values("data.source.path", "abfss://box@a.dfs.core.windows.net/t"));
    assertThat(ConfigFile.lastingValues(container).get("data.source.path")).contains("box@");
  }

  /** The value of an option that is not known to be harmless, and a word elsewhere. */
  @Test
  void aKnownSecretChangesNothingThatIsKept() {
    Map<String, Object> values = values("data.time", "pl4nted_time");
    values.put("data.source.options.dbtable", "pl4nted_user.sales");
    JobConfig config = ConfigFile.of(values);
    Map<String, Object> model = ConfigFile.keptValues(config);
    Map<String, String> run = ConfigFile.lastingValues(config);
    Secrets.keepOptions(Map.of("include", "pl4nted_time", "user", "pl4nted_user"));
    assertThat(ConfigFile.keptValues(config)).isEqualTo(model).containsValue("pl4nted_time");
    assertThat(ConfigFile.lastingValues(config)).isEqualTo(run);
  }

  /** A password that is equal to a part of a path. */
  @Test
  void whatIsUsedOpenlyIsNoSecret() {
    Secrets.keep(Map.of("DB_PASSWORD", "pl4nted-retail"));
    Secrets.open("/data/pl4nted-retail/2024");
    assertThat(Secrets.hide("reading /data/pl4nted-retail/2024"))
        .isEqualTo("reading /data/pl4nted-retail/2024");
    Secrets.keep(Map.of("PASSWORD", "pl4nted-retail"));
    assertThat(Secrets.hide("in pl4nted-retail")).isEqualTo("in pl4nted-retail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.source.options={\"password\":\"pl4nted\"",
        "data.source.options={password=pl4nted,x=[}",
        "data.source.options=pl4nted",
        "data.source.options.password=[pl4nted]",
        "pl4nted",
        "=pl4nted"
      })
  void settingsThatAreWrongAreNotRepeated(String setting, @TempDir java.nio.file.Path directory)
      throws Exception {
    java.nio.file.Path file =
        java.nio.file.Files.writeString(directory.resolve("c.conf"), "data.targets = [y]");
    assertThatThrownBy(
            () -> ConfigFile.read(file.toString(), List.of(setting), new Configuration()))
        .isInstanceOf(UserException.class)
        .hasMessageNotContaining(PLANTED);
    java.nio.file.Files.writeString(file, "password = \"pl4nted\nx = }pl4nted$");
    assertThatThrownBy(() -> ConfigFile.read(file.toString(), List.of(), new Configuration()))
        .isInstanceOf(UserException.class)
        .hasMessageNotContaining(PLANTED)
        .hasMessageContaining("c.conf");
  }
}

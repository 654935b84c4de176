package org.sparklstm.job;

import java.util.Locale;
import java.util.Set;

/**
 * Options of Spark's data sources whose values may be shown and stored. All others are hidden: each
 * connector has names of its own for its secrets.
 */
final class HarmlessOptions {
  /** Names in lower case, as data sources compare them. */
  private static final Set<String> NAMES =
      Set.of(
          // text, csv, json, xml
          "header",
          "sep",
          "delimiter",
          "encoding",
          "charset",
          "quote",
          "escape",
          "comment",
          "inferschema",
          "enforceschema",
          "preferdate",
          "ignoreleadingwhitespace",
          "ignoretrailingwhitespace",
          "nullvalue",
          "emptyvalue",
          "nanvalue",
          "positiveinf",
          "negativeinf",
          "dateformat",
          "timestampformat",
          "timestampntzformat",
          "enabledatetimeparsingfallback",
          "maxcolumns",
          "maxcharspercolumn",
          "mode",
          "columnnameofcorruptrecord",
          "multiline",
          "chartoescapequoteescaping",
          "samplingratio",
          "unescapedquotehandling",
          "linesep",
          "wholetext",
          "quoteall",
          "escapequotes",
          "locale",
          "timezone",
          "allowcomments",
          "allowunquotedfieldnames",
          "allowsinglequotes",
          "allownumericleadingzeros",
          "allownonnumericnumbers",
          "allowbackslashescapinganycharacter",
          "allowunquotedcontrolchars",
          "primitivesasstring",
          "prefersdecimal",
          "dropfieldifallnull",
          "ignorenullfields",
          "rowtag",
          "roottag",
          // files
          "compression",
          "codec",
          "mergeschema",
          "datetimerebasemode",
          "int96rebasemode",
          "recursivefilelookup",
          "pathglobfilter",
          "modifiedbefore",
          "modifiedafter",
          "ignorecorruptfiles",
          "ignoremissingfiles",
          "basepath",
          "avroschema",
          "recordname",
          "recordnamespace",
          "ignoreextension",
          "partitionoverwritemode",
          "maxrecordsperfile",
          // tables
          "versionasof",
          "timestampasof",
          "snapshot-id",
          "as-of-timestamp",
          "branch",
          "tag",
          "replacewhere",
          "overwriteschema",
          "write-format",
          "fanout-enabled",
          // jdbc
          "url",
          "dbtable",
          "driver",
          "partitioncolumn",
          "lowerbound",
          "upperbound",
          "numpartitions",
          "querytimeout",
          "fetchsize",
          "batchsize",
          "isolationlevel",
          "truncate",
          "cascadetruncate",
          "pushdownpredicate",
          "pushdownaggregate",
          "pushdownlimit",
          "pushdownoffset",
          "pushdowntablesample",
          // others
          "database",
          "collection",
          "keyspace",
          "table",
          "cluster",
          "port");

  private HarmlessOptions() {}

  static boolean contains(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}

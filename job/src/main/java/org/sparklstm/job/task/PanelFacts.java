package org.sparklstm.job.task;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.PanelSpec;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowScale;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.TargetUnits;
import org.sparklstm.job.data.table.Vocabulary;

/** Facts of a panel's model that its weights need: with them the model can be built elsewhere. */
final class PanelFacts {
  private PanelFacts() {}

  /**
   * The facts as texts; lists are JSON.
   *
   * @param reader that knows the table
   * @param statistics that know the smallest forecast
   */
  static Map<String, String> of(PanelColumns columns, WindowReader reader, Statistics statistics) {
    Gson gson = new Gson();
    PanelSpec panel = reader.panel().orElseThrow();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("decoder", word(panel.decoder()));
    facts.put("channels", gson.toJson(channels(columns, reader, panel)));
    facts.put("classes", gson.toJson(columns.classes()));
    Map<String, List<String>> vocabularies = new LinkedHashMap<>();
    for (Vocabulary one : statistics.classes()) {
      vocabularies.put(one.column(), one.values());
    }
    facts.put("vocabularies", gson.toJson(vocabularies));
    facts.put("level", word(panel.scale()));
    TargetUnits units = statistics.units();
    if (units != null) {
      facts.put("transform", word(units.transform()));
      facts.put("levels", gson.toJson(units.levels()));
      facts.put("spreads", gson.toJson(units.spreads()));
      if (units.series() != null) {
        facts.put("series", gson.toJson(units.series()));
      }
      if (units.seriesLevels() != null) {
        facts.put("series_levels", gson.toJson(units.seriesLevels()));
      }
      if (units.minimum() != null) {
        facts.put("minimum", units.minimum().toString());
      }
    }
    return facts;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Names of the channels that are numbers, in the order of {@link PanelSpec}. */
  private static List<String> channels(PanelColumns columns, WindowReader reader, PanelSpec panel) {
    List<String> channels = new ArrayList<>(columns.targets());
    if (reader.spec().baseline() == Baseline.SEASONAL) {
      columns.targets().forEach(name -> channels.add(name + " seasonal difference"));
    }
    channels.addAll(columns.numbers().subList(columns.targets().size(), columns.clock()));
    panel.calendar().forEach(feature -> channels.addAll(feature.channels()));
    if (panel.scale() != WindowScale.NONE) {
      columns.targets().forEach(name -> channels.add(name + " level"));
      channels.add("level substituted");
    }
    if (panel.masked()) {
      columns.targets().forEach(name -> channels.add(name + " observed"));
    }
    return channels;
  }
}

package org.sparklstm.job.task;

/** What the errors of several series say of a model, in words. */
final class PanelVerdict {
  /** Share of the series in which a model must be better than the naive forecast. */
  private static final double ENOUGH = 0.5;

  private PanelVerdict() {}

  /** Whether a model is better than the naive forecast in enough series to be of use. */
  static boolean isBetterInEnough(PanelErrors all) {
    return all.shareBetter() >= ENOUGH;
  }

  /**
   * The verdict.
   *
   * @param isUseful whether the model may be used
   */
  static String sentence(PanelErrors all, boolean isUseful) {
    String scaled =
        "its scaled error (MASE) is %.3f, the naive forecast's %.3f"
            .formatted(all.mase(), all.naiveMase());
    String better =
        "The model is better than the naive forecast in " + share(all.shareBetter(), all);
    if (isUseful) {
      return "%s; %s%s.".formatted(better, scaled, butInTotalWorse(all));
    } else if (isBetterInEnough(all)) {
      return "%s, but %s: do not use this model.".formatted(better, scaled);
    }
    return "The model is worse than the naive forecast in %s; %s: do not use this model%s."
        .formatted(share(all.shareWorse(), all), scaled, butInTotalBetter(all));
  }

  private static String share(double share, PanelErrors all) {
    return share == 1
        ? "all " + all.counted()
        : "%.0f %% of %s".formatted(100 * share, all.counted());
  }

  private static String butInTotalWorse(PanelErrors all) {
    return all.wape() > all.naiveWape() ? total(all, "larger", "worse") : "";
  }

  private static String butInTotalBetter(PanelErrors all) {
    return all.wape() < all.naiveWape() ? total(all, "smaller", "better") : "";
  }

  /** What the sum of all errors says, where it is not what most series say. */
  private static String total(PanelErrors all, String sum, String large) {
    return ". But the sum of all errors is %s than the naive forecast's (WAPE %.3f, naive %.3f), because some large series are %s"
        .formatted(sum, all.wape(), all.naiveWape(), large);
  }
}

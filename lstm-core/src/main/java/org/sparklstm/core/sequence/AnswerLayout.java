package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * Where the answers to a window lie, in the network's outputs, in targets and in forecasts: ordered
 * by step of the horizon, then target, then what is answered for it. The sums over the horizon come
 * last.
 *
 * @param horizon number of steps
 * @param targets number of targets
 * @param answers what is answered for a target at a step
 */
public record AnswerLayout(int horizon, int targets, Answers answers) implements Serializable {

  /** The values that a window forecasts: horizon · targets. */
  public int truths() {
    return Math.multiplyExact(horizon, targets);
  }

  /** Index of a target at a step of the horizon among the {@link #truths}. */
  public int truth(int step, int target) {
    return step * targets + target;
  }

  /** O, the network's outputs. */
  public int outputs() {
    return Math.multiplyExact(truths(), answers.outputs());
  }

  /** Index of the first of a truth's outputs. */
  public int output(int truth) {
    return truth * answers.outputs();
  }

  /** C, the columns of the network's target. */
  public int targetColumns() {
    return Math.multiplyExact(truths(), answers.targetColumns());
  }

  /** Index of a truth in the network's target; its level follows, if it has one there. */
  public int targetColumn(int truth) {
    return truth * answers.targetColumns();
  }

  /** The values of a forecast. */
  public int values() {
    return Math.addExact(
        Math.multiplyExact(truths(), answers.values()), hasTotals() ? targets * ofTotal() : 0);
  }

  private int first(int step, int target) {
    return truth(step, target) * answers.values();
  }

  /** Index among the values of the point forecast of a target at a step. */
  public int point(int step, int target) {
    return first(step, target) + answers.point();
  }

  /** Index among the values of a quantile of a target at a step. */
  public int quantile(int step, int target, int level) {
    return first(step, target) + level;
  }

  /** Whether sums over the horizon are answered. */
  public boolean hasTotals() {
    return !answers.totals().isEmpty();
  }

  /** What is answered for a sum: the forecast of it, then quantiles. */
  public int ofTotal() {
    return 1 + answers.totals().size();
  }

  /** The numbers that one step of a target is told by, sums included. */
  public int valuesOfStep() {
    return 1 + answers.levels().size() + (hasTotals() ? ofTotal() : 0);
  }

  /** Index among the values of the sum over the horizon, as errors are measured. */
  public int total(int target) {
    return truths() * answers.values() + target * ofTotal();
  }

  /** Index among the values of a quantile of that sum. */
  public int totalQuantile(int target, int level) {
    return total(target) + 1 + level;
  }
}

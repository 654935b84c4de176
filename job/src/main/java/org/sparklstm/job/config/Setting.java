package org.sparklstm.job.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Everything about one key. The reader, the validation, the reference, saved models and the params
 * of Spark ML stages all take it from here.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
public @interface Setting {
  /** Marks a key that has no default and must be given. */
  String REQUIRED = "\0required";

  /** The meaning of the key, in one line. */
  String value();

  /** The default, written as in a configuration file. */
  String or() default REQUIRED;

  /** Smallest number allowed. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Largest number allowed. */
  double max() default Double.POSITIVE_INFINITY;

  /** Number that values must exceed. */
  double above() default Double.NEGATIVE_INFINITY;

  /** Number that values must stay below. */
  double below() default Double.POSITIVE_INFINITY;

  /**
   * Whether a run may resume with another value: it has no effect on results, or it changes only
   * the length of training.
   */
  boolean mayChange() default false;

  /** How saved models keep the key. */
  InModel inModel() default InModel.ABSENT;

  /** Name of the param of Spark ML stages for the key; empty if there is no such param. */
  String param() default "";

  /** Tasks whose stages have the param; empty for all that use the key. */
  TaskKind[] paramOf() default {};

  /**
   * Tasks that use the key; empty for all. Giving the key to another task is an error. Saved models
   * leave out keys that their task does not use.
   */
  TaskKind[] tasks() default {};

  /** Tasks that need a value other than the default. */
  TaskKind[] requiredBy() default {};

  /** How saved models keep a key. */
  enum InModel {
    /** Not at all. */
    ABSENT,
    /** They keep its value, for opening the model without a configuration. */
    RECORDED,
    /** They keep its value as part of their definition: another value gives wrong predictions. */
    DEFINING
  }
}

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
   * Whether a run that has begun may go on with another value: results do not depend on it, or only
   * on how long training goes on.
   */
  boolean mayChange() default false;

  /** What saved models say of the key. */
  InModel inModel() default InModel.ABSENT;

  /** Name of the param of Spark ML stages that stands for the key; empty for none. */
  String param() default "";

  /** Tasks whose stages have the param; empty for all that use the key. */
  TaskKind[] paramOf() default {};

  /**
   * Tasks that use the key; empty for all. A key that another task is given is an error. Saved
   * models leave out sections that their task does not use.
   */
  TaskKind[] tasks() default {};

  /** Tasks that need a value other than the default. */
  TaskKind[] requiredBy() default {};

  /** What saved models say of a key. */
  enum InModel {
    /** Nothing. */
    ABSENT,
    /** Its value, for who opens the model without a configuration. */
    RECORDED,
    /** Its value, which is part of what the model is: scoring with another would be nonsense. */
    DEFINING
  }
}

package org.sparklstm.job.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What there is to know of one key: the reader, the validation and the documentation use it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
public @interface Setting {
  /** Marks a key that has no default and must be given. */
  String REQUIRED = "\0required";

  /** What the key means, in one line. */
  String value();

  /** The default, written as in a configuration file. */
  String or() default REQUIRED;

  /** Smallest number allowed. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Largest number allowed. */
  double max() default Double.POSITIVE_INFINITY;

  /** What a number must lie above. */
  double above() default Double.NEGATIVE_INFINITY;

  /** What a number must lie below. */
  double below() default Double.POSITIVE_INFINITY;

  /**
   * Whether a run that has begun may go on with another value: results do not depend on it, or in
   * nothing but how long training goes on.
   */
  boolean mayChange() default false;
}

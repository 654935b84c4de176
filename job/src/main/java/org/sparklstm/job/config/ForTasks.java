package org.sparklstm.job.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Tasks that a value of an enum suits; a value without it suits all. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface ForTasks {
  TaskKind[] value();
}

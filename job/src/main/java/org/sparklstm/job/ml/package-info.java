/**
 * Spark ML stages: estimators and models that work in a {@code Pipeline}. They train as the command
 * line does, and their params are the keys of its configuration, with the same defaults and ranges.
 */
package org.sparklstm.job.ml;

/**
 * Spark ML stages: the trainer of the command line at home in a {@code Pipeline}. Their parameters
 * are the configuration's, with its defaults and ranges.
 */
package org.sparklstm.job.ml;

/**
 * The only code that depends on the Spark version: internal rows, plans, encoders, sessions, the
 * metadata of stages, Kryo. Nothing else imports {@code catalyst}, {@code sql.classic} or {@code
 * execution}.
 */
package org.sparklstm.job.spark;

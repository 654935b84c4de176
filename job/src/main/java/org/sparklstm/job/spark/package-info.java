/**
 * The only code that depends on the Spark version: internal rows, plans, encoders, sessions and the
 * metadata of stages. Nothing else imports {@code catalyst}, {@code sql.classic} or {@code
 * execution}.
 */
package org.sparklstm.job.spark;

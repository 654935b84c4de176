/** The Spark job around the core. */
package org.sparklstm.job;

/** Configuration: one record per section, the one home of its defaults and ranges. */
package org.sparklstm.job.config;

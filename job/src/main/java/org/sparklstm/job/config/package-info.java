/** Configuration: one record a section, which is the one home of its defaults and ranges. */
package org.sparklstm.job.config;

/** Trained models: what they are, how they are saved and loaded, and pointers to them. */
package org.sparklstm.job.model;

/** Trained models: their definition, saving and loading, initial weights, and pointers to them. */
package org.sparklstm.job.model;

/** Layers, networks of layers, and their initial values. */
package org.sparklstm.core.layer;

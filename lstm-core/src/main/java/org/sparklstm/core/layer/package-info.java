/** Recurrent and dense layers, networks of them, and their initial values. */
package org.sparklstm.core.layer;

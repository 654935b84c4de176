/** Files that other systems read: safetensors. Nothing read is trusted. */
package org.sparklstm.core.io;

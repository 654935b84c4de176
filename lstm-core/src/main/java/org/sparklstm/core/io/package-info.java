/**
 * Files in the safetensors format, to exchange tensors with other systems. All input is validated.
 */
package org.sparklstm.core.io;

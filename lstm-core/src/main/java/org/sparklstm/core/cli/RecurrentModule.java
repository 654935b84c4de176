package org.sparklstm.core.cli;

import java.util.Set;
import java.util.TreeSet;
import org.sparklstm.core.io.MalformedFileException;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.RecurrentMetadata;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.tensor.ParameterLayout;

/** A recurrent module of PyTorch, read from a file: its options and parameters. */
record RecurrentModule(
    RecurrentSpec spec, RecurrentMetadata.Axes axes, NetworkSpec network, float[] parameters) {

  static RecurrentModule of(Safetensors file) throws MalformedFileException {
    RecurrentMetadata metadata = RecurrentMetadata.of(file.metadata());
    RecurrentSpec spec = metadata.spec();
    NetworkSpec network = NetworkSpec.of(spec);
    ParameterLayout layout = layoutOf(spec, network, file);
    float[] parameters = NamedParameters.values(layout, file, "");
    Set<String> known = new TreeSet<>();
    layout.entries().forEach(entry -> known.add(entry.name()));
    refuseUnknown(file, known);
    return new RecurrentModule(spec, metadata.axes(), network, parameters);
  }

  /**
   * Checks the sizes in the metadata against the file, so that they cannot cause large allocations.
   */
  private static ParameterLayout layoutOf(RecurrentSpec spec, NetworkSpec network, Safetensors file)
      throws MalformedFileException {
    if (spec.layers() > file.tensors().size()) {
      throw new MalformedFileException(
          "__metadata__: num_layers is %d, but the file has only the tensors %s"
              .formatted(spec.layers(), file.tensors().keySet()));
    }
    try {
      return network.layout();
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException("__metadata__: " + e.getMessage(), e);
    }
  }

  static void refuseUnknown(Safetensors file, Set<String> known) throws MalformedFileException {
    for (String name : file.tensors().keySet()) {
      if (!known.contains(name)) {
        throw new MalformedFileException(
            "unexpected tensor '%s'; expected %s".formatted(name, known));
      }
    }
  }
}

package org.sparklstm.job.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Optional;

/** Allows a configuration to include files, and refuses to include URLs. */
final class NoUrlIncluded implements ConfigIncluder, ConfigIncluderURL {
  private final Optional<ConfigIncluder> files;

  NoUrlIncluded() {
    this(Optional.empty());
  }

  private NoUrlIncluded(Optional<ConfigIncluder> files) {
    this.files = files;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return new NoUrlIncluded(Optional.of(fallback));
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    if (isUrl(what)) {
      throw refusal();
    }
    return files.orElseThrow().include(context, what);
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refusal();
  }

  private static boolean isUrl(String what) {
    try {
      return !new URI(what).toURL().getProtocol().isEmpty();
    } catch (URISyntaxException | IllegalArgumentException | MalformedURLException e) {
      return false;
    }
  }

  private static ConfigException refusal() {
    return new ConfigException.Generic(
        "a configuration can include files only, not a URL; download it, and include the local file");
  }
}

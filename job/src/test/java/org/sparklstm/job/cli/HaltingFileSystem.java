package org.sparklstm.job.cli;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.hadoop.util.ReflectionUtils;

/**
 * Another file system, named by {@code halting.impl}, whose process ends or stops right before the
 * change with the number {@code halting.at}, of those of paths that contain {@code halting.path}.
 */
public class HaltingFileSystem extends FilterFileSystem {
  private static final int KILLED = 137;
  private static int changes;

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    fs =
        (FileSystem)
            ReflectionUtils.newInstance(conf.getClassByNameOrNull(conf.get("halting.impl")), conf);
    fs.initialize(name, conf);
    super.initialize(name, conf);
  }

  @Override
  public String getScheme() {
    return fs.getScheme();
  }

  /** Ends or stops this process if this is the change. */
  private static synchronized void before(String change, Path path, Configuration conf) {
    String name = path.toString();
    if (!name.contains(conf.get("halting.path", "")) || name.contains("_temporary")) {
      return;
    }
    changes++;
    if (changes != conf.getInt("halting.at", 0)) {
      return;
    }
    System.err.printf("halted before change %d: %s %s%n", changes, change, path);
    if (conf.get("halting.how", "kill").equals("kill")) {
      Runtime.getRuntime().halt(KILLED);
    }
    try {
      String pid = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-STOP", pid).inheritIO().start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public org.apache.hadoop.fs.FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    before("create", path, getConf());
    return super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataOutputStreamBuilder<?, ?> createFile(Path path) {
    before("create", path, getConf());
    return fs.createFile(path);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    before("rename", from, getConf());
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    before("delete", path, getConf());
    return super.delete(path, recursive);
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    before("mkdirs", path, getConf());
    return super.mkdirs(path, permission);
  }

  /** Local files, of which only some changes are seen: the others are the JDK's. */
  public static final class Local extends LocalFileSystem {
    public Local() {
      super(new Raw());
    }
  }

  private static final class Raw extends RawLocalFileSystem {
    @Override
    public org.apache.hadoop.fs.FSDataOutputStream create(
        Path path,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      before("create", path, getConf());
      return super.create(path, overwrite, bufferSize, replication, blockSize, progress);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
      before("delete", path, getConf());
      return super.delete(path, recursive);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
      before("mkdirs", path, getConf());
      return super.mkdirs(path);
    }
  }
}

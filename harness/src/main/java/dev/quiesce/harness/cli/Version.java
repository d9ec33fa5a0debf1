package dev.quiesce.harness.cli;

import dev.quiesce.harness.rundir.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class Version implements IVersionProvider {
  /** For picocli. */
  public Version() {}

  @Override
  public String[] getVersion() {
    Build build = Build.ofProcess();
    return new String[] {
      "harness " + build.commit() + (build.dirty() ? " with local changes" : ""),
      "Java " + Runtime.version()
    };
  }
}

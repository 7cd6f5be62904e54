package org.keyturn.agent.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates by the JDK's keytool. */
public final class Certificates {

  private Certificates() {}

  /** One that nobody has signed anything with. */
  static Path selfSigned(Path dir) throws IOException, InterruptedException {
    Path store = dir.resolve("stranger.p12");
    Path pem = dir.resolve("stranger.pem");
    List<String> common =
        List.of("-keystore", store.toString(), "-storepass", "changeit", "-alias", "stranger");
    keytool(
        "-genkeypair", common, "-keyalg", "EC", "-dname", "CN=Stranger", "-storetype", "PKCS12");
    keytool("-exportcert", common, "-rfc", "-file", pem.toString());
    return pem;
  }

  /**
   * @param common what goes with each command on one store
   */
  public static void keytool(String command, List<String> common, String... more)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.add(command);
    line.addAll(common);
    line.addAll(List.of(more));
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool " + command + " failed");
    }
  }
}

package org.keyturn.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A folder with a config, a certificate and a bind password, as a sysadmin would lay it out. */
final class ConfigFolder {

  static final String VALID =
      """
      directories:
        corp:
          url: ldaps://ldap.example.com
          trust: ca.pem
          bind:
            dn: "cn=keyturn,dc=example,dc=com"
            password: {file: bind.pw}
          accounts:
            base: "ou=people,dc=example,dc=com"
      password-policies:
        default: {directory: corp, max-age: never}
      jobs:
        nightly:
          directory: corp
          schedule: "0 30 2 ? * MON-FRI"
          when: always
          do: force-change
      brake: {max: 500}
      mail:
        folder: mail
      """;

  final Path path;
  final Path file;
  final Path secret;

  ConfigFolder(Path path) {
    this.path = path;
    this.file = path.resolve("keyturn.yaml");
    this.secret = path.resolve("bind.pw");
    try (InputStream certificate = ConfigFolder.class.getResourceAsStream("/config/ca.pem")) {
      Files.copy(certificate, path.resolve("ca.pem"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    writeSecret("s3cret\n".getBytes(StandardCharsets.UTF_8));
    write(VALID);
  }

  void write(String yaml) {
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void writeSecret(byte[] content) {
    try {
      Files.write(secret, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mode(secret, "rw-------");
  }

  static void mode(Path path, String mode) {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KeyturnConfig load() throws ConfigException {
    return load(Map.of());
  }

  KeyturnConfig load(Map<String, String> env) throws ConfigException {
    return ConfigFile.load(new Reading(file, env), file);
  }
}

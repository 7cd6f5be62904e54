package org.keyturn.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyturn.embedded.sample.RecordReader;
import org.keyturn.embedded.sample.SampleCompany;
import org.keyturn.embedded.sample.Scaffold;
import org.keyturn.embedded.server.DirectoryStore;
import org.keyturn.embedded.server.EntryLoader;
import org.keyturn.embedded.server.Network;
import org.keyturn.embedded.tls.ServerKeys;

/**
 * A running LDAP server in this process, on loopback. Thread-safe.
 *
 * <pre>{@code
 * try (EmbeddedLdapServer server = EmbeddedLdapServer.builder().users(20).start()) {
 *   connect(server.ldapsUrl(), server.caPem(), server.serviceAccountDn(), ...);
 * }
 * }</pre>
 */
public final class EmbeddedLdapServer implements AutoCloseable {
  private static final List<String> HOSTS = List.of("localhost", "127.0.0.1", "::1");

  private final String suffix;
  private final Scaffold scaffold;
  private final WorkDir workDir;
  private final String administratorPassword;
  private final String serviceAccountPassword;
  private final boolean loadedEarlier;
  private final ServerKeys keys;
  private final DirectoryStore store;
  private final EntryLoader loader;
  private final Network network;
  private boolean closed;

  public static EmbeddedLdapBuilder builder() {
    return new EmbeddedLdapBuilder();
  }

  EmbeddedLdapServer(EmbeddedLdapBuilder settings) {
    suffix = settings.suffix;
    scaffold = new Scaffold(suffix);
    @Nullable WorkDir openedDir = null;
    @Nullable DirectoryStore openedStore = null;
    try {
      workDir = openedDir = WorkDir.open(settings.workDir);
      loadedEarlier = workDir.isLoaded();
      administratorPassword = workDir.password("admin.pw", settings.administratorPassword);
      serviceAccountPassword = workDir.password("keyturn.pw", settings.serviceAccountPassword);
      keys = ServerKeys.in(workDir.path(), HOSTS);
      store = openedStore = openStore(settings);
      loader = new EntryLoader(store);
      if (!loadedEarlier) {
        firstLoad(settings);
      }
      loader.ensurePassword(scaffold.administratorDn(), administratorPassword);
      loader.ensurePassword(scaffold.serviceAccountDn(), serviceAccountPassword);
      workDir.markLoaded();
      network =
          new Network(
              store,
              settings.address,
              settings.port,
              settings.ldapsPort,
              keys.serverStore(),
              ServerKeys.STORE_PASSWORD);
    } catch (Exception e) {
      closeAfterFailure(openedStore, openedDir, e);
      throw new EmbeddedLdapException(reason(e), e);
    }
  }

  private DirectoryStore openStore(EmbeddedLdapBuilder settings) throws Exception {
    Set<String> delegates = new LinkedHashSet<>(settings.delegates);
    delegates.add(scaffold.serviceAccountDn());
    return new DirectoryStore(
        workDir.store(),
        settings.workDir != null,
        new DirectoryStore.Names(
            suffix, scaffold.administratorDn(), delegates, scaffold.defaultPolicyDn()),
        settings.clock);
  }

  private void firstLoad(EmbeddedLdapBuilder settings) throws Exception {
    loader.loadScaffolding(
        new RecordReader(scaffold.ldif(administratorPassword, serviceAccountPassword)));
    if (settings.users > 0) {
      SampleCompany company = new SampleCompany(settings.users, suffix);
      loader.load(new RecordReader(company.ldif(settings.clock.instant())));
    }
    for (Path file : settings.ldif) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        loader.load(reader);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * Loads LDIF, either entries or changes, in its order, past the access rules; state attributes
   * such as {@code pwdChangedTime} are kept as given.
   */
  public void load(String ldif) {
    load(new StringReader(ldif));
  }

  /** As {@link #load(String)}; reads UTF-8. */
  public void load(Path ldif) {
    try (Reader reader = Files.newBufferedReader(ldif, StandardCharsets.UTF_8)) {
      load(reader);
    } catch (IOException e) {
      throw new EmbeddedLdapException(ldif + ": " + e.getMessage(), e);
    }
  }

  private void load(Reader reader) {
    try {
      network.between(() -> loader.load(reader));
    } catch (Exception e) {
      throw new EmbeddedLdapException(reason(e), e);
    }
  }

  /** From the next request on, the server lives at this clock's time. */
  public void setClock(Clock clock) {
    store.setClock(clock);
  }

  public int port() {
    return network.port();
  }

  public int ldapsPort() {
    return network.tlsPort();
  }

  public String url() {
    return "ldap://127.0.0.1:" + port();
  }

  public String ldapsUrl() {
    return "ldaps://127.0.0.1:" + ldapsPort();
  }

  /** The certificate authority to trust; its server is {@code localhost} and {@code 127.0.0.1}. */
  public Path caPem() {
    return keys.caPem();
  }

  public String suffix() {
    return suffix;
  }

  /** May do everything below the suffix, and stands above the password policy. */
  public String adminDn() {
    return scaffold.administratorDn();
  }

  public String adminPassword() {
    return administratorPassword;
  }

  /** May do everything below the suffix, and lives under a password policy as any account. */
  public String serviceAccountDn() {
    return scaffold.serviceAccountDn();
  }

  public String serviceAccountPassword() {
    return serviceAccountPassword;
  }

  /** Governs accounts without a {@code pwdPolicySubentry}. */
  public String defaultPolicyDn() {
    return scaffold.defaultPolicyDn();
  }

  public Path workDir() {
    return workDir.path();
  }

  /** Whether the entries were on disk already, so that nothing was loaded. */
  public boolean loadedEarlier() {
    return loadedEarlier;
  }

  /** Releases ports, threads and files. Closing twice is no error. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    network.close();
    try {
      store.close();
      workDir.close();
    } catch (Exception e) {
      throw new EmbeddedLdapException("the server did not stop cleanly: " + reason(e), e);
    }
  }

  private static void closeAfterFailure(
      @Nullable DirectoryStore store, @Nullable WorkDir workDir, Exception cause) {
    try {
      if (store != null) {
        store.close();
      }
      if (workDir != null) {
        workDir.close();
      }
    } catch (Exception e) {
      cause.addSuppressed(e);
    }
  }

  private static String reason(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return "a port is in use: " + cause.getMessage();
      }
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}

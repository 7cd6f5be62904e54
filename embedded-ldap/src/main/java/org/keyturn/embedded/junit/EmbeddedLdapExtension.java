package org.keyturn.embedded.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.keyturn.embedded.EmbeddedLdapServer;

/** The server hangs in the store of the annotated class's context, which closes it. */
final class EmbeddedLdapExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(EmbeddedLdapExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    Class<?> testClass = context.getRequiredTestClass();
    if (server(context).isEmpty()) {
      EmbeddedLdap settings = testClass.getAnnotation(EmbeddedLdap.class);
      if (settings != null) {
        context.getStore(NAMESPACE).put(EmbeddedLdapServer.class, start(testClass, settings));
      }
    }
  }

  private static EmbeddedLdapServer start(Class<?> testClass, EmbeddedLdap settings) {
    EmbeddedLdapServer server =
        EmbeddedLdapServer.builder().suffix(settings.suffix()).users(settings.users()).start();
    try {
      for (String resource : settings.ldif()) {
        server.load(read(testClass, resource));
      }
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private static String read(Class<?> testClass, String resource) {
    try (InputStream in = testClass.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + resource + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static Optional<EmbeddedLdapServer> server(ExtensionContext context) {
    return Optional.ofNullable(
        context.getStore(NAMESPACE).get(EmbeddedLdapServer.class, EmbeddedLdapServer.class));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EmbeddedLdapServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return server(context)
        .orElseThrow(() -> new ParameterResolutionException("no class is annotated @EmbeddedLdap"));
  }
}

package org.keyturn.agent.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Stylesheet, script and pictures. Their names hold their digest, so that browsers keep them for
 * good and never an old one.
 */
final class Assets {

  private static final int DIGITS = 12;

  private final List<Route> routes = new ArrayList<>();
  private final Map<String, String> paths = new HashMap<>();

  Assets(WebSettings.Brand brand) {
    String style =
        read("portal.css")
            .replace("--accent: light;", "--accent: " + brand.accent().onLight() + ";")
            .replace("--accent: dark;", "--accent: " + brand.accent().onDark() + ";");
    add("style", "css", "text/css; charset=utf-8", style.getBytes(StandardCharsets.UTF_8));
    add("script", "js", "text/javascript; charset=utf-8", bytes("portal.js"));
    add("console-style", "css", "text/css; charset=utf-8", bytes("console.css"));
    add("console-script", "js", "text/javascript; charset=utf-8", bytes("console.js"));
    add("icon", "svg", "image/svg+xml", bytes("icon.svg"));
    brand.logo().ifPresent(this::logo);
  }

  List<Route> routes() {
    return routes;
  }

  /** By what they are for: {@code style}, {@code script}, {@code icon}, {@code logo}. */
  Map<String, String> paths() {
    return Map.copyOf(paths);
  }

  private void logo(Path file) {
    boolean svg = file.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    try {
      String type = svg ? "image/svg+xml" : "image/png";
      add("logo", svg ? "svg" : "png", type, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the logo " + file + " cannot be read", e);
    }
  }

  private void add(String name, String ending, String type, byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String digest = Tokens.fingerprint(text + type).substring(0, DIGITS);
    String path = "/" + name + "-" + digest + "." + ending;
    paths.put(name, path);
    Answer answer = new Answer.Bytes(200, type, content, true);
    routes.add(Route.get(path, Access.ANYONE, exchange -> answer));
  }

  private static String read(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String file) {
    try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}

package org.keyturn.agent.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What every answer carries, whatever it is. */
final class Headers {

  static final String CACHE = "Cache-Control";
  static final String KEEP = "public, max-age=31536000, immutable";

  private static final String CONTENT =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String PERMISSIONS =
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
          + " magnetometer=(), microphone=(), payment=(), usb=()";

  private final Map<String, String> all = new LinkedHashMap<>();

  Headers(Origin origin) {
    all.put("Content-Security-Policy", CONTENT);
    all.put("Permissions-Policy", PERMISSIONS);
    all.put("Referrer-Policy", "no-referrer");
    all.put("X-Content-Type-Options", "nosniff");
    all.put("X-Frame-Options", "DENY"); // for browsers that do not know frame-ancestors
    all.put("Cross-Origin-Opener-Policy", "same-origin");
    all.put("Cross-Origin-Resource-Policy", "same-origin");
    all.put("Vary", "Accept-Language, Cookie");
    all.put(CACHE, "no-store");
    if (origin.secure()) {
      all.put("Strict-Transport-Security", "max-age=31536000");
    }
  }

  void put(BiConsumer<String, String> answer) {
    all.forEach(answer);
  }
}

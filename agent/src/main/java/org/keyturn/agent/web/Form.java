package org.keyturn.agent.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyturn.agent.account.Secret;

/**
 * A form that was sent ({@code application/x-www-form-urlencoded}, UTF-8), each name once. Strict:
 * whatever could be read in two ways is refused. Secrets never become strings, and closing it wipes
 * them.
 */
final class Form implements AutoCloseable {

  static final int LARGEST = 16 * 1024;

  /** Of an operator's form, on which many accounts are picked. */
  static final int LARGEST_OF_OPERATORS = 64 * 1024;

  private static final int MOST = 20;
  private static final int MOST_OF_OPERATORS = 250;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final byte[] NOTHING = {};

  private final Map<String, byte[]> values = new HashMap<>();

  /**
   * @throws Refusal of kind 400
   */
  static Form parse(byte[] body) {
    return parse(body, MOST);
  }

  /**
   * As above, of an operator.
   *
   * @throws Refusal of kind 400
   */
  static Form parseOfOperator(byte[] body) {
    return parse(body, MOST_OF_OPERATORS);
  }

  private static Form parse(byte[] body, int most) {
    Form form = new Form();
    int start = 0;
    for (int at = 0; at <= body.length; at++) {
      if (at == body.length || body[at] == '&') {
        if (body.length > 0) {
          form.take(body, start, at, most);
        }
        start = at + 1;
      }
    }
    return form;
  }

  private void take(byte[] body, int start, int end, int most) {
    int equals = start;
    while (equals < end && body[equals] != '=') {
      equals++;
    }
    String name = new String(body, start, equals - start, StandardCharsets.ISO_8859_1);
    if (equals == end || values.size() == most || !NAME.matcher(name).matches()) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
    byte[] value = decoded(body, equals + 1, end);
    if (values.putIfAbsent(name, value) != null) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
  }

  private static byte[] decoded(byte[] body, int start, int end) {
    ByteArrayOutputStream out = new Wiped(end - start);
    for (int at = start; at < end; at++) {
      if (body[at] == '+') {
        out.write(' ');
      } else if (body[at] == '%') {
        int high = at + 2 < end ? Character.digit(body[at + 1], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(body[at + 2], 16);
        if (low < 0) {
          throw new Refusal(Refusal.BAD_REQUEST);
        }
        out.write(high << 4 | low);
        at += 2;
      } else {
        out.write(body[at]);
      }
    }
    byte[] value = out.toByteArray();
    try {
      Arrays.fill(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).array(), '\0');
    } catch (CharacterCodingException e) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
    return value;
  }

  Set<String> names() {
    return values.keySet();
  }

  /** As it was typed; empty where it is not there. */
  String text(String name) {
    return new String(values.getOrDefault(name, NOTHING), StandardCharsets.UTF_8);
  }

  /** The caller's to close; empty where it is not there. */
  Secret secret(String name) {
    return Secret.ofUtf8(values.getOrDefault(name, NOTHING));
  }

  @Override
  public void close() {
    values.values().forEach(value -> Arrays.fill(value, (byte) 0));
  }

  /** Never grows, so that no copy stays behind. */
  private static final class Wiped extends ByteArrayOutputStream {
    Wiped(int size) {
      super(size);
    }

    @Override
    public synchronized byte[] toByteArray() {
      byte[] copy = super.toByteArray();
      Arrays.fill(buf, (byte) 0);
      return copy;
    }
  }
}

package org.keyturn.agent.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent (java.lang.instrument) that does harm to the process that it is loaded into, as soon
 * as that one is writing to the directory. The product knows nothing of it.
 */
public final class Saboteur {

  private Saboteur() {}

  /** What happens to the process. */
  enum Harm {
    /** The heap is used up, by another thread than those that write. */
    HEAP,
    /**
     * A method is gone, as where somebody replaces a jar under a process: an Error in each writer.
     */
    WRITER
  }

  /** Called by Java. */
  public static void premain(String harm, Instrumentation java) {
    if (Harm.valueOf(harm) == Harm.WRITER) {
      java.addTransformer(new Misspelling());
      return;
    }
    Thread thread = new Thread(Saboteur::fillTheHeap, "saboteur");
    thread.setDaemon(true);
    thread.start();
  }

  @SuppressWarnings("ModifiedButNotUsed") // that it is kept is the point
  private static void fillTheHeap() {
    while (Thread.getAllStackTraces().values().stream().noneMatch(Saboteur::isSending)) {
      Thread.onSpinWait();
    }
    List<byte[]> all = new ArrayList<>();
    while (true) {
      all.add(new byte[1 << 20]);
    }
  }

  private static boolean isSending(StackTraceElement[] stack) {
    return Arrays.stream(stack).anyMatch(e -> e.getMethodName().equals("sent"));
  }

  /** What is called once a write was answered has another name: NoSuchMethodError. */
  static final class Misspelling implements ClassFileTransformer {

    private static final String CALLER = "org/keyturn/agent/run/Writers";
    private static final byte[] CALLED = "\1\0\4hear".getBytes(StandardCharsets.ISO_8859_1);

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] file) {
      if (!name.equals(CALLER)) {
        return null;
      }
      byte[] changed = file.clone();
      for (int at = 0; at + CALLED.length <= file.length; at++) {
        if (Arrays.equals(file, at, at + CALLED.length, CALLED, 0, CALLED.length)) {
          changed[at + CALLED.length - 1]++;
        }
      }
      return changed;
    }
  }

  /**
   * What makes Java load it.
   *
   * @param jar made here
   */
  static String option(Path jar, Harm harm) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", Saboteur.class.getName());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Class<?> part : List.of(Saboteur.class, Harm.class, Misspelling.class)) {
        String name = part.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream in =
            Objects.requireNonNull(Saboteur.class.getResourceAsStream("/" + name))) {
          in.transferTo(out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "-javaagent:" + jar + "=" + harm;
  }
}

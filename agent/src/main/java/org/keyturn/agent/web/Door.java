package org.keyturn.agent.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.run.RunFailure;

/** The address that the portal listens at, taken before anything else is started. */
final class Door {

  private Door() {}

  /**
   * @param key of the config, for what is said where it fails
   * @throws RunFailure where another process has the port, or the machine no such address
   */
  static ServerSocketChannel open(String key, WebSettings.Listen listen) {
    ServerSocketChannel channel = null;
    try {
      channel = ServerSocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()));
      return channel;
    } catch (IOException | RuntimeException e) {
      close(channel);
      throw failure(key, listen, e);
    }
  }

  static int port(ServerSocketChannel channel) {
    return channel.socket().getLocalPort();
  }

  private static RunFailure failure(String key, WebSettings.Listen listen, Exception e) {
    String said = String.valueOf(e.getMessage());
    if (e instanceof BindException && said.contains("in use")) {
      return new RunFailure(
          RunFailure.Kind.HELD,
          key
              + ": another process has "
              + listen
              + "; stop it, or choose another port (who it is: ss -ltnp 'sport = :"
              + listen.port()
              + "')");
    }
    return new RunFailure(
        RunFailure.Kind.INPUT,
        key + ": this machine cannot listen at " + listen + " (" + said + ")");
  }

  private static void close(@Nullable ServerSocketChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // It was never used.
      }
    }
  }
}

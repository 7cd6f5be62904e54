package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who is slow, and who are many, take no place from anybody else. */
final class LimitsTest {

  private static final int MANY = 100;

  /** A page that keeps whoever asks until it is let go. */
  private static final class Held extends Pages {
    final CountDownLatch go = new CountDownLatch(1);
    final AtomicInteger atATime = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    @Override
    List<Route> routes() {
      return List.of(
          Route.get(
              "/held",
              Access.ANYONE,
              exchange -> {
                most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
                try {
                  go.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                atATime.decrementAndGet();
                return Answer.seeOther("/");
              }));
    }
  }

  @Test
  void formsThatNeverEndAndHeadersThatNeverEndHoldUpNobody() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (Portal portal = new Portal(List.of())) {
      for (int i = 0; i < MANY; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), portal.server.port());
        slow.add(socket);
        String host = "POST /language HTTP/1.1\r\nHost: 127.0.0.1:" + portal.server.port() + "\r\n";
        String form =
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\na=";
        socket
            .getOutputStream()
            .write((i % 2 == 0 ? host : host + form).getBytes(StandardCharsets.US_ASCII));
      }
      Raw raw = portal.browser();
      for (int i = 0; i < 20; i++) {
        assertThat(raw.get("/").status()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void ofManyAtOnceAFewAreServedAtATimeAndAllAreInTheEnd() throws Exception {
    Held held = new Held();
    ExecutorService crowd = Executors.newFixedThreadPool(MANY);
    try (Portal portal = new Portal(List.of(held))) {
      List<Future<Integer>> got = new ArrayList<>();
      CountDownLatch sent = new CountDownLatch(MANY);
      for (int i = 0; i < MANY; i++) {
        got.add(
            crowd.submit(
                () -> {
                  sent.countDown();
                  return portal.browser().get("/held").status();
                }));
      }
      sent.await();
      held.go.countDown();
      for (Future<Integer> one : got) {
        assertThat(one.get()).isEqualTo(303);
      }
      assertThat(held.most.get()).isLessThanOrEqualTo(Limits.AT_A_TIME);
    } finally {
      crowd.shutdownNow();
    }
  }
}

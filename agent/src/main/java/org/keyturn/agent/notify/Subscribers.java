package org.keyturn.agent.notify;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.EventFeeds;

/** The programs that are told what happens: what is owed to each, and how it gets there. */
public final class Subscribers {

  private final Map<String, WebhookSettings> webhooks;
  private final Map<String, HookSettings> hooks;

  public Subscribers(Map<String, WebhookSettings> webhooks, Map<String, HookSettings> hooks) {
    this.webhooks = Map.copyOf(webhooks);
    this.hooks = Map.copyOf(hooks);
  }

  /** Those that are new are told what happens from now on. */
  public void begin(EventFeeds feeds) {
    List<String> all = new ArrayList<>();
    webhooks.keySet().forEach(name -> all.add(key(Channel.WEBHOOK, name)));
    hooks.keySet().forEach(name -> all.add(key(Channel.HOOK, name)));
    feeds.begin(all);
  }

  /** Puts into the outbox what happened since. */
  public void owe(EventFeeds feeds) {
    webhooks.forEach((name, hook) -> owe(feeds, Channel.WEBHOOK, name, hook.events()));
    hooks.forEach((name, hook) -> owe(feeds, Channel.HOOK, name, hook.events()));
  }

  private static void owe(EventFeeds feeds, Channel channel, String name, Set<EventKind> events) {
    feeds.owe(
        key(channel, name),
        entry ->
            EventKind.of(entry)
                .filter(events::contains)
                .map(kind -> EventMessage.of(kind, entry, channel, name)));
  }

  private static String key(Channel channel, String name) {
    return channel + "/" + name;
  }

  /** How it gets there. */
  public Map<Channel, Courier> couriers(Clock clock) {
    Map<Channel, Courier> couriers = new EnumMap<>(Channel.class);
    couriers.put(Channel.WEBHOOK, new ProgramCourier("webhooks", elsewhere(clock)));
    couriers.put(Channel.HOOK, new ProgramCourier("hooks", here()));
    return couriers;
  }

  /** {@code webhooks.NAME}, {@code hooks.NAME} → why it could be told nothing at present. */
  public Map<String, Optional<String>> away(Clock clock) {
    Map<String, Optional<String>> away = new TreeMap<>();
    elsewhere(clock).forEach((name, program) -> away.put("webhooks." + name, program.away()));
    here().forEach((name, program) -> away.put("hooks." + name, program.away()));
    return away;
  }

  private Map<String, ProgramCourier.Program> elsewhere(Clock clock) {
    Map<String, ProgramCourier.Program> programs = new LinkedHashMap<>();
    webhooks.forEach((name, settings) -> programs.put(name, new Webhook(settings, clock)));
    return programs;
  }

  private Map<String, ProgramCourier.Program> here() {
    Map<String, ProgramCourier.Program> programs = new LinkedHashMap<>();
    hooks.forEach((name, settings) -> programs.put(name, new Hook(settings)));
    return programs;
  }
}

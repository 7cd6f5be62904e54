package org.keyturn.embedded.server;

import java.lang.reflect.Proxy;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.api.event.DirectoryListener;
import org.apache.directory.server.core.api.event.EventService;
import org.apache.directory.server.core.api.event.NotificationCriteria;
import org.apache.directory.server.core.api.event.RegistrationEntry;
import org.apache.directory.server.core.event.EventInterceptor;

/**
 * Tells listeners (persistent searches) of a change before the change is answered. ApacheDS queues
 * for asynchronous ones, and when its queue of a hundred is full it reports an error for a write
 * that it stored.
 */
final class SynchronousEvents extends EventInterceptor {
  @Override
  public void init(DirectoryService service) throws LdapException {
    super.init(service);
    service.setEventService(new Synchronous(service.getEventService()));
  }

  private static final class Synchronous implements EventService {
    private final EventService events;
    private final IdentityHashMap<DirectoryListener, DirectoryListener> listeners =
        new IdentityHashMap<>();

    Synchronous(EventService events) {
      this.events = events;
    }

    @Override
    public synchronized void addListener(DirectoryListener listener, NotificationCriteria criteria)
        throws Exception {
      DirectoryListener synchronous =
          (DirectoryListener)
              Proxy.newProxyInstance(
                  DirectoryListener.class.getClassLoader(),
                  new Class<?>[] {DirectoryListener.class},
                  (proxy, method, arguments) ->
                      method.getName().equals("isSynchronous")
                          ? true
                          : method.invoke(listener, arguments));
      listeners.put(listener, synchronous);
      events.addListener(synchronous, criteria);
    }

    @Override
    public synchronized void removeListener(DirectoryListener listener) {
      DirectoryListener synchronous = listeners.remove(listener);
      if (synchronous != null) {
        events.removeListener(synchronous);
      }
    }

    @Override
    public List<RegistrationEntry> getRegistrationEntries() {
      return events.getRegistrationEntries();
    }
  }
}

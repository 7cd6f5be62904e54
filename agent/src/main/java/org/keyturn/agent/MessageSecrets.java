package org.keyturn.agent;

import java.util.function.Supplier;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.notify.MessageKind;
import org.keyturn.agent.notify.Messages;
import org.keyturn.agent.notify.SecretOpener;
import org.keyturn.agent.password.Codes;
import org.keyturn.agent.password.Sealer;

/** A message's temporary password, which it carries sealed, or its code, which nobody keeps. */
record MessageSecrets(Supplier<Sealer> sealer, Codes codes) implements SecretOpener {

  @Override
  public Secret open(Message message) {
    NewMessage content = message.content();
    return MessageKind.byId(content.kind()).filter(MessageKind::tellsCode).isPresent()
        ? codes.code(Messages.ticket(content), Messages.number(content))
        : sealer
            .get()
            .open(
                content.sealed(),
                message.run().orElse(""),
                content.values().getOrDefault("account", ""));
  }
}

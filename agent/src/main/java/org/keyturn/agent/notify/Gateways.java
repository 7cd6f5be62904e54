package org.keyturn.agent.notify;

import java.util.Optional;

/** The gateway that the config names. */
public final class Gateways {

  private Gateways() {}

  /** Why no text message goes out at present; empty where that looks well. */
  public static Optional<String> away(SmsSettings sms, MailSettings mail) {
    return Couriers.textGateway(sms, of(mail)).away();
  }

  /**
   * @throws IllegalArgumentException where {@code mail.from} is no address
   */
  public static Gateway of(MailSettings settings) {
    if (settings.way() instanceof MailSettings.Folder folder) {
      return new FolderGateway(folder.path(), settings.from(), settings.organisation());
    }
    return new SmtpGateway(
        (MailSettings.Smtp) settings.way(), settings.from(), settings.organisation());
  }
}

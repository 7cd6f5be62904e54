package org.keyturn.agent.notify;

/** The gateway that the config names. */
public final class Gateways {

  private Gateways() {}

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

package org.keyturn.agent.notify;

import java.util.EnumMap;
import java.util.Map;
import org.keyturn.agent.journal.Channel;

/** The couriers that the config names, by their channel. */
public final class Couriers {

  private Couriers() {}

  /**
   * To people.
   *
   * @param portal where people help themselves, an origin; empty: there is none
   * @param gateway where mail goes
   * @throws IllegalArgumentException where {@code mail.from} is no address
   */
  public static Map<Channel, Courier> toPeople(
      Templates templates, MailSettings mail, String portal, Gateway gateway, SecretOpener opener) {
    Map<Channel, Courier> couriers = new EnumMap<>(Channel.class);
    couriers.put(
        Channel.MAIL,
        new PersonCourier(
            values(mail, portal), opener, new MailWay(new MailWriter(templates), gateway)));
    return couriers;
  }

  /** To people, by mail and by text message. */
  public static Map<Channel, Courier> toPeople(
      Templates templates,
      MailSettings mail,
      String portal,
      Gateway gateway,
      SmsSettings sms,
      SecretOpener opener) {
    Map<Channel, Courier> couriers = toPeople(templates, mail, portal, gateway, opener);
    couriers.put(
        Channel.SMS,
        new PersonCourier(
            values(mail, portal),
            opener,
            new TextWay(templates, new PhoneNumbers(sms.country()), textGateway(sms, gateway))));
    return couriers;
  }

  private static MessageValues values(MailSettings mail, String portal) {
    return new MessageValues(mail.organisation(), mail.help(), portal);
  }

  static TextGateway textGateway(SmsSettings sms, Gateway mail) {
    return sms.way() instanceof SmsSettings.Http http
        ? new HttpTextGateway(http)
        : new MailTextGateway(((SmsSettings.ByMail) sms.way()).address(), mail);
  }
}

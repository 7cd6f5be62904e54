package org.keyturn.agent.report;

import org.keyturn.agent.document.Document;
import org.keyturn.agent.journal.AccessToken;

/** A token of a program, without the token; the keys are a contract. */
public final class TokenDocument {

  public static final Document<AccessToken> KEYS =
      Document.<AccessToken>of("Token")
          .text("name", "What it is for.", AccessToken::name)
          .text("role", "viewer, helpdesk or admin.", AccessToken::role)
          .maybe("base", "It changes accounts below this entry alone.", AccessToken::base)
          .maybe("group", "It changes members of this group alone.", AccessToken::group)
          .text("owner", "Who made it.", t -> t.owner().login())
          .time("created", "When.", AccessToken::createdAt)
          .time("expires", "When it ends.", AccessToken::expiresAt)
          .maybeTime("used", "When it last let somebody in, to the minute.", AccessToken::usedAt)
          .maybeTime("revoked", "When it was taken back.", AccessToken::revokedAt);

  private TokenDocument() {}
}

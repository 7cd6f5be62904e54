package org.keyturn.agent.web.api;

import java.util.List;
import org.keyturn.agent.account.Remit;
import org.keyturn.agent.console.Operator;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.document.Document;

/** Who asks. */
public final class AboutOperations extends Operations {

  private static final Document<Operator> SELF =
      Document.<Operator>of("Self")
          .text("name", "The token's.", Operator::name)
          .text("role", "viewer, helpdesk or admin.", o -> o.role().id())
          .text("directory", "Where a helpdesk reaches.", Operator::directory)
          .maybe("base", "It changes accounts below this entry alone.", o -> o.remit().base())
          .maybe("group", "It changes members of this group alone.", o -> o.remit().group())
          .flag("everyone", "Whether nobody is out of reach.", AboutOperations::isEveryone);

  private static boolean isEveryone(Operator operator) {
    return operator.remit().equals(Remit.EVERYONE);
  }

  @Override
  String tag() {
    return "about";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.get("/self", Sight.class, "getSelf", "What this token may do")
            .answers(SELF, (call, sight) -> sight.operator()));
  }
}

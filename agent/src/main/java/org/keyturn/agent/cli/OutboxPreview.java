package org.keyturn.agent.cli;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.notify.MailSettings;
import org.keyturn.agent.notify.MessageKind;
import org.keyturn.agent.notify.Preview;
import org.keyturn.agent.notify.Recipients;
import org.keyturn.agent.report.Documents;
import org.keyturn.agent.template.TemplateException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "preview",
    sortOptions = false,
    description = {
      "What a template makes of a real person, with a sample for every password. Nothing is sent"
          + " or stored."
    },
    footer = {
      "",
      "Examples:",
      "  keyturn outbox preview expiry-reminder --user f.vries",
      "  keyturn outbox preview expired --user f.vries --html > expired.html"
    })
final class OutboxPreview extends WithAgent {

  @Parameters(index = "0", paramLabel = "TEMPLATE", description = "Such as expiry-reminder.")
  String template = "";

  @Option(
      names = "--user",
      required = true,
      paramLabel = "USER",
      description = "Login, mail address, DN or id.")
  String user = "";

  @Option(names = "--html", description = "The page that a mail program shows.")
  boolean html;

  @Override
  int call(Desk desk) {
    desk.refuseCsv();
    MessageKind kind =
        MessageKind.byId(template)
            .orElseThrow(
                () ->
                    new InputException(
                        "there is no template "
                            + template
                            + "; there are: "
                            + String.join(", ", Preview.names())));
    MailSettings mail =
        desk.config()
            .mail()
            .orElseThrow(
                () -> new InputException("the config has no mail; see mail: in keyturn.yaml"));
    Directory directory = desk.directory();
    Account account = Named.account(directory, user);
    print(desk, shown(desk, new Preview(mail), kind, directory, account));
    return Exit.DONE;
  }

  private static Preview.Shown shown(
      Desk desk, Preview preview, MessageKind kind, Directory directory, Account account) {
    try {
      return preview.mail(
          kind, directory.info().name(), account, desk.now(), ZoneId.systemDefault());
    } catch (TemplateException e) {
      throw new InputException(String.valueOf(e.getMessage()));
    }
  }

  private void print(Desk desk, Preview.Shown shown) {
    PrintStream out = desk.screen().out();
    Optional<String> to = shown.recipient().map(Recipients::mask);
    if (desk.json()) {
      Json.object(
          out,
          g -> {
            g.writeStringProperty("template", template);
            g.writeStringProperty("language", shown.language());
            Documents.text(g, "to", to);
            g.writeStringProperty("subject", shown.subject());
            g.writeStringProperty("text", shown.text());
            g.writeStringProperty("html", shown.html());
          });
    } else if (html) {
      if (shown.html().isEmpty()) {
        throw new InputException(
            "the template " + template + " is text alone: your folder has no HTML for it");
      }
      out.print(shown.html());
    } else {
      out.println("To: " + to.orElse("nobody: this account has no address"));
      out.println("Subject: " + shown.subject());
      out.println();
      out.print(shown.text());
    }
  }
}

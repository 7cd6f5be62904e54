package org.keyturn.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.report.Reports.NOW;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Person;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page is read by a parser that forgives nothing: it is well-formed XML as well as HTML. */
final class ReportPageTest {

  private static final String EVIL =
      "<script>alert(1)</script>\u202e\" onload=\"x {{7*7}} ${jndi:ldap://x} ]]> &amp;\u0007";

  private static Document parsed(Report report) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(ReportPage.html(report))));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList found = page.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static Person[] many(int n, Person person) {
    return Stream.generate(() -> person).limit(n).toArray(Person[]::new);
  }

  private static Report evil() {
    Person admin = Person.named("admin", NOW).withoutAddresses();
    Person evil =
        admin.as(admin.account().id(), admin.account().dn(), EVIL).under(admin.account().policy());
    return Reports.of(List.of(Reports.course(EVIL, EVIL, 3, Optional.of(EVIL))), evil);
  }

  static Stream<Report> reports() {
    Person soon = Person.named("soon", NOW).expiresAt(NOW.plusSeconds(60));
    return Stream.of(
        Reports.of(List.of()),
        Reports.of(List.of(), many(400, soon)),
        Reports.of(List.of(), many(2, soon.disabled())),
        Reports.of(
            List.of(
                Reports.course("a", "", 0, Optional.empty()),
                Reports.course("b", "why", 10, Optional.empty())),
            Person.named("well", NOW)),
        evil());
  }

  @ParameterizedTest
  @MethodSource("reports")
  void isWholeNeedsNothingAndDrawsNumbers(Report report) throws Exception {
    Document page = parsed(report);

    List<String> names = new ArrayList<>();
    for (Element element : elements(page, "*")) {
      names.add(element.getTagName());
      NamedNodeMap attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        assertThat(attributes.item(i).getNodeName()).doesNotStartWith("on");
        assertThat(attributes.item(i).getNodeName()).isNotIn("src", "href", "style", "srcset");
      }
    }
    assertThat(names).doesNotContain("script", "link", "img", "iframe", "object", "base");
    assertThat(elements(page, "style").get(0).getTextContent()).doesNotContain("url(", "@import");

    assertThat(elements(page, "rect"))
        .hasSizeGreaterThan(30)
        .allSatisfy(
            rect -> {
              assertThat(rect.getAttribute("width")).matches("\\d{1,4}");
              assertThat(rect.getAttribute("x")).matches("\\d{0,4}");
              int x = rect.getAttribute("x").isEmpty() ? 0 : number(rect, "x");
              assertThat(x + number(rect, "width")).isBetween(0, Bar.FULL);
            });
    Stream.of("polygon", "polyline")
        .flatMap(name -> elements(page, name).stream())
        .forEach(
            curve ->
                assertThat(curve.getAttribute("points")).matches("\\d+,\\d+( \\d+,\\d{1,4})+"));
    assertThat(elements(page, "body").get(0).getTextContent()).doesNotContain("NaN", "null");
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }

  /** The rows of the weeks: what stands left of the bar, the bar's widths, and the number. */
  private static List<String> weeks(Document page) {
    Element table = elements(page, "table").get(0);
    NodeList rows = table.getElementsByTagName("tr");
    List<String> all = new ArrayList<>();
    for (int i = 1; i < rows.getLength(); i++) {
      Element row = (Element) rows.item(i);
      NodeList rects = row.getElementsByTagName("rect");
      all.add(
          row.getElementsByTagName("th").item(0).getTextContent()
              + " | "
              + ((Element) rects.item(0)).getAttribute("width")
              + " "
              + ((Element) rects.item(1)).getAttribute("width")
              + " | "
              + row.getElementsByTagName("td").item(1).getTextContent());
    }
    return all;
  }

  @Test
  void aWeekWithEveryoneIsOneFullBarAndTheOthersAreEmpty() throws Exception {
    Person soon = Person.named("soon", NOW).expiresAt(NOW.plusSeconds(60));
    assertThat(weeks(parsed(Reports.of(List.of(), many(1_500, soon)))))
        .hasSize(Weeks.AHEAD)
        .startsWith("this week, to 29 Nov | 1000 0 | 1,500", "30 Nov – 6 Dec | 0 0 | 0")
        .endsWith("15 Feb – 21 Feb | 0 0 | 0");
    assertThat(weeks(parsed(Reports.of(List.of(), soon, soon.disabled()))))
        .startsWith("this week, to 29 Nov | 500 500 | 2 (1 disabled)");
    assertThat(weeks(parsed(Reports.of(List.of()))))
        .allSatisfy(week -> assertThat(week).endsWith(" | 0 0 | 0"));
  }

  @Test
  void aCampaignIsDrawnFromItsDays() throws Exception {
    Document page =
        parsed(Reports.of(List.of(Reports.course("staff", "leak", 6, Optional.empty()))));
    assertThat(elements(page, "polygon").get(0).getAttribute("points"))
        .isEqualTo("0,1000 10,583 20,167 30,167 30,1000");
    assertThat(elements(page, "polyline").get(0).getAttribute("points"))
        .isEqualTo("0,1000 10,1000 20,1000 30,500");
    assertThat(page.getDocumentElement().getTextContent())
        .contains("begun on 25 Nov, 2 of 3 waves through", "leak", "100 % is 12 accounts");
  }

  @Test
  void anEvilNameIsTextOnOneLine() throws Exception {
    Document page = parsed(evil());
    String text = page.getDocumentElement().getTextContent();
    assertThat(text)
        .contains("<script>alert(1)</script>\\u202e\" onload=\"x")
        .contains("\\u0007")
        .doesNotContain("\u202e")
        .doesNotContain("\u0007");
    assertThat(elements(page, "bdi"))
        .extracting(Element::getTextContent)
        .filteredOn(shown -> shown.startsWith("<script>"))
        .as("login, job and reason")
        .hasSize(3);
  }
}

package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a declaration is told before anything is looked at. */
final class SyncConfigMistakesTest {

  @TempDir Path temp;
  private ConfigFolder folder = unset();

  @SuppressWarnings("NullAway") // Set before every test.
  private static ConfigFolder unset() {
    return null;
  }

  @BeforeEach
  void folder() throws Exception {
    folder = new ConfigFolder(temp);
  }

  private void assertTold(String policies, String said) throws Exception {
    folder.write(
        ConfigFolder.VALID.replace("  default: {directory: corp, max-age: never}\n", policies));
    ConfigException thrown = catchThrowableOfType(ConfigException.class, folder::load);
    assertThat(thrown).as(policies).isNotNull();
    assertThat(thrown.problems()).singleElement().asString().contains(said);
  }

  @Test
  void theDefaultHasNoMembers() throws Exception {
    assertTold(
        "  default: {directory: corp, max-age: 90d, members: {group: \"cn=g,dc=x\"}}\n",
        "is not for default");
  }

  @Test
  void noExemptionsTakesAnAgeAndTheDefault() throws Exception {
    assertTold(
        "  default: {directory: corp, max-age: never, no-exemptions: true}\n",
        "needs an age that ends passwords");
    assertTold(
        "  other: {directory: corp, max-age: 90d, no-exemptions: true}\n",
        "is for the policy default");
  }

  @Test
  void membersAreAGroupOrAFilter() throws Exception {
    assertTold(
        "  other: {directory: corp, members: {group: \"cn=g,dc=x\", filter: \"(a=b)\"}}\n",
        "stands beside filter");
  }
}

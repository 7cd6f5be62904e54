package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Colours that can be read (WCAG 2.2, 1.4.3). */
final class AccentTest {

  private static final int DARK = 0x1C2027;

  @Test
  void contrastIsThatOfTheStandard() {
    assertThat(Accent.contrast(0x000000, 0xFFFFFF)).isEqualTo(21, within(0.01));
    assertThat(Accent.contrast(0x767676, 0xFFFFFF)).isEqualTo(4.54, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#000000", "#1d4fd7", "#7a0019", "#006633", "#5b2a86"})
  void aColourThatIsDarkEnoughCanBeReadOnBothPages(String colour) {
    Accent accent = Accent.parse(colour).orElseThrow();
    assertThat(accent.isDarkEnough()).isTrue();
    assertThat(accent.onLight()).isEqualTo(colour);
    Accent dark = Accent.parse(accent.onDark()).orElseThrow();
    assertThat(Accent.contrast(dark.rgb(), DARK)).isGreaterThan(4.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"#ffcc00", "#ffffff", "#e87722"})
  void aLightOneIsNot(String colour) {
    assertThat(Accent.parse(colour).orElseThrow().isDarkEnough()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "red", "#12345", "1d4fd7", "#1d4fd7;}", "#1d4fd"})
  void whatIsNoColourIsNone(String text) {
    assertThat(Accent.parse(text)).isEmpty();
  }
}

package org.keyturn.agent.password;

/**
 * Why a password is refused.
 *
 * @param rule kebab-case, stable: {@code too-short}, {@code personal-data} …
 * @param sentence for people; never quotes the password or a piece of it
 */
public record Violation(String rule, String sentence) {}

package com.evaratech.common.config;

import org.jspecify.annotations.Nullable;

/**
 * One variable that cannot be accepted.
 *
 * @param variable the operators' name of it
 * @param value the refused value; {@code null} when it is missing or holds a secret
 * @param rule what is wrong or what is allowed, as a sentence without subject; never quotes a
 *     secret
 */
public record Mistake(String variable, @Nullable String value, String rule) {

    /** One line for a person: the variable, its value unless secret, and the rule. */
    public String line() {
        var named = value == null ? variable : variable + "=" + Shown.address(value);
        return named + " " + rule;
    }
}

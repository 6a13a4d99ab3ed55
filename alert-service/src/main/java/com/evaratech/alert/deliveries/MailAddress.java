package com.evaratech.alert.deliveries;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One mail address of plain ASCII: a dot-atom, an at sign, a domain of at least two labels (of RFC
 * 5322, 3.4.1, what is in use). No quotes, comments or second address, so nothing of it can leave
 * the line that it is written in.
 *
 * @param text as it was given
 */
public record MailAddress(String text) {

    /** What one looks like, for people. */
    public static final String FORM = "mailto: and one e-mail address of at most 254 characters";

    private static final String SCHEME = "mailto:";

    // RFC 5321, 4.5.3.1: 64 before the sign; 254 in all, since a path has 256 with its brackets.
    private static final int LONGEST = 254;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern ADDRESS =
            Pattern.compile("(?=[^@]{1,64}@)%s(?:\\.%1$s)*@(?:%s\\.)+%2$s".formatted(ATOM, LABEL));

    /** The address in a text, if it is one. */
    static Optional<MailAddress> find(String text) {
        return text.length() <= LONGEST && ADDRESS.matcher(text).matches()
                ? Optional.of(new MailAddress(text))
                : Optional.empty();
    }

    /** The address in a URL of the scheme {@code mailto}, if it is one and nothing else. */
    public static Optional<MailAddress> ofUrl(String url) {
        return url.startsWith(SCHEME) ? find(url.substring(SCHEME.length())) : Optional.empty();
    }

    /** The URL of it. */
    public String url() {
        return SCHEME + text;
    }

    /** What stands behind the sign. */
    String domain() {
        return text.substring(text.indexOf('@') + 1);
    }
}

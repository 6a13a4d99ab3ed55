package com.evaratech.alert.deliveries;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A delivery as a mail (RFC 5322): plain text, in Base64, so that neither long lines nor a lonely
 * dot nor any alphabet needs care on the way. What people wrote stands in the subject and in the
 * body only, and in both encoded: no line of it can become a header.
 */
final class MailText {

    // RFC 2047, 2: a line has 76 characters, of which the name and what is around the content take
    // 21.
    private static final int WORD_BYTES = 39;
    private static final int LONGEST_SUBJECT = 200;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private MailText() {}

    /**
     * Writes it, with CR LF behind each line.
     *
     * @param at now, for its date
     */
    static String write(MailAddress from, MailAddress to, Claimed delivery, Instant at) {
        Map<String, String> words = MessageText.words(delivery.body());
        String text = words.getOrDefault("text", "");
        String alertId = words.getOrDefault("alert_id", "");
        List<String> lines = new ArrayList<>();
        lines.add("From: Evara <%s>".formatted(from.text()));
        lines.add("To: <%s>".formatted(to.text()));
        lines.add("Subject: " + encoded(text));
        lines.add("Date: " + DATE.format(at));
        // The same each time it is sent: servers and readers know by it what came already.
        lines.add("Message-ID: <%s@%s>".formatted(delivery.id(), from.domain()));
        if (!alertId.isEmpty()) {
            // What is told of one alert stands together.
            lines.add("References: <alert-%s@%s>".formatted(alertId, from.domain()));
        }
        // RFC 3834: nobody's holiday answers it.
        lines.add("Auto-Submitted: auto-generated");
        lines.add("MIME-Version: 1.0");
        lines.add("Content-Type: text/plain; charset=utf-8");
        lines.add("Content-Transfer-Encoding: base64");
        lines.add("");
        byte[] body = body(text, words).getBytes(StandardCharsets.UTF_8);
        lines.add(Base64.getMimeEncoder().encodeToString(body));
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String body(String text, Map<String, String> words) {
        var body = new StringBuilder(text).append("\r\n");
        add(body, "Rule", words, "rule_name");
        add(body, "Alert", words, "alert_id");
        add(body, "Node", words, "node_id");
        add(body, "Community", words, "community_id");
        return body.toString();
    }

    private static void add(
            StringBuilder body, String label, Map<String, String> words, String name) {
        String word = words.getOrDefault(name, "");
        if (!word.isEmpty()) {
            body.append("\r\n").append(label).append(": ").append(word);
        }
    }

    /** A text as encoded words of whole characters, a line for each. */
    private static String encoded(String text) {
        List<String> words = new ArrayList<>();
        var part = new StringBuilder();
        int bytes = 0;
        int[] characters =
                text.codePoints()
                        .limit(LONGEST_SUBJECT)
                        .map(each -> Character.isISOControl(each) ? ' ' : each)
                        .toArray();
        for (int character : characters) {
            String next = Character.toString(character);
            int size = next.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > WORD_BYTES) {
                words.add(word(part));
                part.setLength(0);
                bytes = 0;
            }
            part.append(next);
            bytes += size;
        }
        words.add(word(part));
        return String.join("\r\n ", words);
    }

    private static String word(StringBuilder part) {
        byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
        return "=?utf-8?B?%s?=".formatted(Base64.getEncoder().encodeToString(bytes));
    }
}

package com.evaratech.alert.deliveries;

import com.evaratech.common.problem.RequestFields;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to a receiver that understands no events: a text with names in double braces, {@code
 * {{text}}}, whose values are written so that they cannot leave their place.
 *
 * @param contentType one of {@link #TYPES}
 * @param body the text
 */
@RegisterForReflection
public record BodyTemplate(String contentType, String body) {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<String> TYPES = List.of(JSON, FORM, "text/plain");

    private static final Pattern NAME = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final int LONGEST = 4_000;

    /** A template as a caller wrote it. */
    @RegisterForReflection
    public record Wish(@Nullable String contentType, @Nullable String body) {

        /** The template; what is wrong with it is noted. */
        public BodyTemplate check(RequestFields fields) {
            String type =
                    fields.coded(
                            "template.content_type",
                            contentType,
                            text -> TYPES.stream().filter(text::equals).findFirst(),
                            "one of " + String.join(", ", TYPES),
                            JSON);
            String text = body == null ? "" : body;
            if (text.isBlank() || text.length() > LONGEST) {
                fields.refuse("template.body", body, "1 to %d characters".formatted(LONGEST));
                return new BodyTemplate(type, text);
            }
            var template = new BodyTemplate(type, text);
            fields.require(
                    template.usesKnownNames(), "template.body", body, "only the names " + names());
            fields.require(
                    template.isReadable(), "template.body", body, "JSON, with names in its texts");
            return template;
        }
    }

    private static String names() {
        return new TreeSet<>(MessageText.NAMES)
                .stream().map("{{%s}}"::formatted).collect(Collectors.joining(", "));
    }

    private boolean usesKnownNames() {
        return NAME.matcher(body)
                .results()
                .allMatch(found -> MessageText.NAMES.contains(found.group(1)));
    }

    private boolean isReadable() {
        if (!JSON.equals(contentType)) {
            return true;
        }
        try {
            Object _ = Json.decodeValue(render(Map.of()));
            return true;
        } catch (DecodeException e) {
            return false;
        }
    }

    /** The body with its words. */
    String render(Map<String, String> words) {
        Matcher names = NAME.matcher(body);
        return names.replaceAll(
                found -> Matcher.quoteReplacement(written(words.getOrDefault(found.group(1), ""))));
    }

    private String written(String word) {
        return switch (contentType) {
            case JSON -> {
                String quoted = Json.encode(word);
                yield quoted.substring(1, quoted.length() - 1);
            }
            case FORM -> URLEncoder.encode(word, StandardCharsets.UTF_8);
            default -> word;
        };
    }
}

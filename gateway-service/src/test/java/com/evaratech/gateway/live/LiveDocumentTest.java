package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/api/live.md} against what the code understands and says. */
class LiveDocumentTest {

    private static final Pattern WISH = Pattern.compile("(?m)\\{\"subscribe\": .*\\}(?=` \\||$)");
    private static final Pattern QUERY = Pattern.compile("/api/v1/events\\?([a-z=,]+)");
    private static final Pattern ENDING = Pattern.compile("(?m)^\\| ([0-9]{4}) \\| `([a-z_]+)`");
    private static final Pattern SAID = Pattern.compile("(?m)^\\| `\\{\"type\":\"([a-z]+)\"");

    private static String document = "";

    @BeforeAll
    static void read() throws IOException {
        document = Files.readString(Path.of("..", "docs", "api", "live.md"));
    }

    @Test
    void shouldShowMessagesThatAreUnderstood() {
        var wishes = WISH.matcher(document).results().map(MatchResult::group).toList();

        assertThat(wishes).hasSize(4);
        for (String wish : wishes) {
            var text = wish.replace("<uuid>", UUID.randomUUID().toString()).replace(", …", "");
            assertThat(Wish.parse(text).topics()).isNotEmpty();
        }
    }

    @Test
    void shouldShowQueriesThatAreUnderstood() {
        var queries = QUERY.matcher(document).results().map(it -> it.group(1)).toList();

        assertThat(queries).hasSize(2);
        for (String query : queries) {
            var parts = query.split("=", 2);
            var parameters = MultiMap.caseInsensitiveMultiMap().add(parts[0], parts[1]);
            assertThat(Wish.ofQuery(parameters, null).topics()).contains(Topic.STATUS);
        }
    }

    @Test
    void shouldNameEveryEndingWithItsCode() {
        Map<String, String> documented = new TreeMap<>();
        ENDING.matcher(document).results().forEach(it -> documented.put(it.group(2), it.group(1)));
        Map<String, String> known = new TreeMap<>();
        Arrays.stream(Ending.values())
                .forEach(ending -> known.put(ending.tag(), Short.toString(ending.code())));

        assertThat(documented).isEqualTo(known);
    }

    @Test
    void shouldNameEveryMessage() {
        assertThat(SAID.matcher(document).results().map(it -> it.group(1)))
                .containsExactly(
                        "subscribed",
                        "reading",
                        "alert",
                        "status",
                        "cursor",
                        "paused",
                        "reset",
                        "end",
                        "error");
    }
}

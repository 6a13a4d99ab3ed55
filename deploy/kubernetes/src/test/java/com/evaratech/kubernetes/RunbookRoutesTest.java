package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What operators are told to send: routes that there are, by a method that they have. */
class RunbookRoutesTest {

    private static final Path OPERATIONS = Documents.ROOT.resolve("docs/operations");
    private static final Path MATRIX =
            Documents.ROOT.resolve(
                    "common/src/main/resources/com/evaratech/common/access/routes.txt");
    private static final Pattern ROUTE = Pattern.compile("(?m)^([A-Z]+) +(/\\S+) ");
    private static final Pattern NAMED =
            Pattern.compile("`(GET|POST|PUT|DELETE) (/(?:api|update|channels)[^` ?]*)`");
    // A command may go on over several lines, each but the last with a backslash at its end.
    private static final Pattern TYPED =
            Pattern.compile("curl (?:\\\\\n|(?!curl ).)*?\"\\$GATEWAY(/[^\"?$]+)(?:\\\\\n|.)*");
    private static final Pattern METHOD = Pattern.compile("-X (\\w+)");
    private static final Pattern BODY = Pattern.compile(" -d ");

    @Test
    void shouldSendWhatTheMatrixHas() throws IOException {
        List<Pattern> routes =
                ROUTE.matcher(Files.readString(MATRIX))
                        .results()
                        .map(RunbookRoutesTest::template)
                        .toList();
        Set<String> sent = new TreeSet<>();
        for (Path page : Documents.below(OPERATIONS)) {
            String text = Files.readString(page);
            NAMED.matcher(text).results().forEach(it -> sent.add(it.group(1) + " " + it.group(2)));
            TYPED.matcher(text).results().forEach(it -> sent.add(request(it)));
        }

        assertThat(routes).hasSizeGreaterThan(100);
        assertThat(sent)
                .contains("POST /api/v1/silences", "PUT /api/v1/rules/RULE")
                .hasSizeGreaterThan(20)
                .allSatisfy(it -> assertThat(routes).as(it).anyMatch(route -> fits(route, it)));
    }

    private static Pattern template(MatchResult row) {
        return Pattern.compile(row.group(1) + " " + row.group(2).replaceAll("\\{[^}]+}", "[^/ ]+"));
    }

    private static boolean fits(Pattern route, String request) {
        return route.matcher(request).matches();
    }

    private static String request(MatchResult command) {
        Matcher method = METHOD.matcher(command.group());
        String other = BODY.matcher(command.group()).find() ? "POST" : "GET";
        return (method.find() ? method.group(1) : other) + " " + command.group(1);
    }
}

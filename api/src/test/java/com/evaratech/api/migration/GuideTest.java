package com.evaratech.api.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.api.mapping.FieldPaths;
import com.evaratech.api.mapping.JsonMapping;
import com.evaratech.api.mapping.NameTable;
import com.evaratech.api.mapping.Naming;
import com.evaratech.api.mapping.Paths;
import com.evaratech.api.mapping.Place;
import com.evaratech.api.mapping.ToSecond;
import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The guide from version 1 to version 2 against what really happens. */
class GuideTest {

    private static final Pattern REQUESTS =
            Pattern.compile("```http\\n(.*?)```\\s+```http\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ANSWERS =
            Pattern.compile(
                    "`(GET|POST|PUT) (/api/v1/[^`]*)` answers (\\d+)[^\\n]*:\\s+"
                            + "```json\\n(.*?)```\\s+```json\\n(.*?)```",
                    Pattern.DOTALL);
    private static final Pattern NAMES = Pattern.compile("(?m)^\\| `(\\w+)` \\| `(\\w+)` \\|$");

    private static String guide = "";

    @BeforeAll
    static void read() throws IOException {
        guide = Files.readString(Path.of("..", "docs", "api", "v1-to-v2.md"));
    }

    @Test
    void shouldShowRequestsAsTheyAreRewritten() {
        List<MatchResult> pairs = REQUESTS.matcher(guide).results().toList();

        assertThat(pairs).hasSizeGreaterThanOrEqualTo(3);
        for (MatchResult pair : pairs) {
            assertThat(RecordedFile.rewrite(pair.group(1)).text()).isEqualTo(pair.group(2));
        }
    }

    @Test
    void shouldShowAnswersAsTheyAreMapped() {
        List<MatchResult> pairs = ANSWERS.matcher(guide).results().toList();

        assertThat(pairs).hasSizeGreaterThanOrEqualTo(3);
        for (MatchResult pair : pairs) {
            String[] address = (pair.group(2) + "?").split("\\?", -1);
            Route route = RouteMatrix.load().match(pair.group(1), address[0]).orElseThrow();
            NameTable names = NameTable.load();
            Place sent = names.sentTo(route.toString());
            ToSecond wording =
                    new ToSecond(Paths.second(address[0]), address[1], new FieldPaths(sent, true));
            assertThat(
                            JsonMapping.whole(
                                    pair.group(4), answer(names, route, pair.group(3)), wording))
                    .isEqualTo(pair.group(5));
        }
    }

    private static Place answer(NameTable names, Route route, String status) {
        if (status.startsWith("2")) {
            return names.answeredBy(route.toString());
        }
        Place problem = new Place();
        problem.mark("errors.field", Place.What.FIELD);
        return problem;
    }

    @Test
    void shouldShowNamesAsTheyAreWritten() {
        List<MatchResult> rows = NAMES.matcher(guide).results().toList();

        assertThat(rows).hasSizeGreaterThanOrEqualTo(3);
        assertThat(rows).allMatch(row -> Naming.second(row.group(1)).equals(row.group(2)));
    }
}

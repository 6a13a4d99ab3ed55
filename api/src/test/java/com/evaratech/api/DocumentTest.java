package com.evaratech.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.api.Documents.Operation;
import com.evaratech.api.mapping.Naming;
import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The documents as they were assembled, against the route matrix and themselves; whether they are
 * OpenAPI is the lint's to say (client/lint.js).
 */
class DocumentTest {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"]+");

    @Test
    void shouldHaveAnOperationForEveryRowAndARowForEveryOperation() {
        assertThat(Documents.operations(Documents.of("v1")))
                .extracting(Operation::route)
                .containsExactlyInAnyOrderElementsOf(
                        RouteMatrix.load().routes().stream().map(Route::toString).toList());
    }

    @Test
    void shouldHaveEveryRouteInVersionTwoAsWell() {
        assertThat(Documents.operations(Documents.of("v2")))
                .extracting(Operation::route)
                .containsExactlyInAnyOrderElementsOf(
                        RouteMatrix.load().routes().stream()
                                .map(Route::toString)
                                .map(route -> route.replace(" /api/v1/", " /api/v2/"))
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void shouldSayOfEachOperationWhatItIsWhoMayAndWhatComesOfIt(String version) {
        JsonNode document = Documents.of(version);
        Set<String> tags = new HashSet<>();
        document.path("tags").forEach(tag -> tags.add(tag.path("name").asText()));
        Set<String> ids = new HashSet<>();
        for (Operation each : Documents.operations(document)) {
            JsonNode told = each.told();
            assertThat(told.path("summary").asText()).as(each.route()).isNotBlank();
            assertThat(told.path("description").asText()).as(each.route()).contains("For: ");
            assertThat(tags).as(each.route()).contains(told.path("tags").path(0).asText());
            assertThat(ids.add(told.path("operationId").asText())).as(each.route()).isTrue();
            assertThat(told.has("security")).as(each.route()).isTrue();
            Set<String> statuses = new TreeSet<>();
            told.path("responses").fieldNames().forEachRemaining(statuses::add);
            // Or that it is never done, where devices made for another API ask for it.
            assertThat(statuses).as(each.route()).anyMatch(it -> it.matches("[12]\\d\\d|405"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void shouldAnswerErrorsAsProblems(String version) {
        JsonNode document = Documents.of(version);
        for (Operation each : Documents.operations(document)) {
            for (var answer : each.told().path("responses").properties()) {
                JsonNode content = Documents.resolved(document, answer.getValue()).path("content");
                if (answer.getKey().startsWith("4") && !content.has("application/json")) {
                    assertThat(content.has("application/problem+json"))
                            .as(each.route() + " " + answer.getKey())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void shouldHaveExamplesThatAreWhatTheirSchemasSay(String version) {
        JsonNode document = Documents.of(version);
        int checked = 0;
        for (Operation each : Documents.operations(document)) {
            List<JsonNode> bodies = new ArrayList<>();
            each.told().path("requestBody").path("content").forEach(bodies::add);
            each.told()
                    .path("responses")
                    .forEach(answer -> answer.path("content").forEach(bodies::add));
            for (JsonNode body : bodies) {
                if (body.has("example")) {
                    checked++;
                    var schema = Documents.schema(document, body.path("schema"));
                    assertThat(schema.validate(body.path("example")))
                            .as(each.route() + " " + body.path("example"))
                            .isEmpty();
                }
            }
        }
        assertThat(checked).isGreaterThan(150);
    }

    /** They are mapped between versions by it. */
    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void shouldSayOfLinesOfJsonWhatALineIs(String version) {
        JsonNode document = Documents.of(version);
        List<JsonNode> lines = new ArrayList<>();
        for (Operation each : Documents.operations(document)) {
            lines.add(each.told().at("/requestBody/content/application~1x-ndjson"));
            each.told()
                    .path("responses")
                    .forEach(it -> lines.add(it.at("/content/application~1x-ndjson")));
        }
        lines.removeIf(JsonNode::isMissingNode);

        assertThat(lines)
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.path("schema").has("$ref"))
                .allMatch(line -> line.path("example").isObject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void shouldHaveExamplesOfParametersThatAreWhatTheySay(String version) {
        JsonNode document = Documents.of(version);
        for (Operation each : Documents.operations(document)) {
            for (JsonNode parameter : each.told().path("parameters")) {
                JsonNode schema = parameter.path("schema");
                for (JsonNode example : schema.path("examples")) {
                    assertThat(Documents.schema(document, schema).validate(example))
                            .as(each.route() + " " + parameter.path("name"))
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void shouldNameNoHostButExamples(String version) {
        assertThat(ADDRESS.matcher(Documents.text("openapi-" + version + ".json")).results())
                .extracting(it -> it.group())
                .allMatch(address -> address.startsWith("https://alerts.example.org"));
    }

    @Test
    void shouldWriteNamesInEachVersionsWay() {
        assertThat(names(Documents.of("v1"))).allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
        assertThat(names(Documents.of("v2"))).allMatch(name -> name.matches("[a-z][a-zA-Z0-9]*"));
    }

    @Test
    void shouldHaveNamesThatCanBeWrittenBothWaysAndBack() {
        assertThat(names(Documents.of("v1")))
                .allMatch(name -> Naming.first(Naming.second(name)).equals(name));
    }

    /** Every name of a field. */
    private static Set<String> names(JsonNode document) {
        Set<String> names = new TreeSet<>();
        document.findValues("properties")
                .forEach(properties -> properties.fieldNames().forEachRemaining(names::add));
        return names;
    }
}

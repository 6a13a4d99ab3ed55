package com.evaratech.common.problem.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.evaratech.common.access.Role;
import com.evaratech.common.json.StrictJson;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonErrorsTest {

    private final ObjectMapper mapper = new ObjectMapper();

    JsonErrorsTest() {
        new StrictJson().customize(mapper);
    }

    record Tank(
            @Nullable String label,
            int heightCm,
            @Nullable Role role,
            @Nullable List<Part> parts,
            @Nullable List<String> tags,
            @Nullable UUID id,
            @Nullable Boolean full) {
        Tank {
            if (heightCm < 0) {
                throw new InvalidRequest(FieldError.of("heightCm", heightCm, "0 or more"));
            }
        }
    }

    record Part(double weight) {}

    private static final String WHOLE = "a whole number, without quotes and without a fraction";
    private static final String TEXT =
            "text in quotes, without U+0000 and without halves of surrogate pairs";

    @Test
    void shouldNameAnUnknownFieldAndTheKnownOnes() {
        FieldError error = onlyErrorOf("{\"lable\":\"x\"}");

        assertThat(error.field()).isEqualTo("lable");
        assertThat(error.allowed()).contains("full, heightCm, id, label, parts, role, tags");
    }

    @Test
    void shouldNameFieldAndValueOfAWrongType() {
        FieldError error = onlyErrorOf("{\"heightCm\":\"tall\"}");

        assertThat(error).isEqualTo(new FieldError("heightCm", "tall", WHOLE));
    }

    static Stream<Arguments> guesses() {
        return Stream.of(
                Arguments.of("{\"heightCm\":1.9}", "heightCm", WHOLE),
                Arguments.of("{\"heightCm\":1.0}", "heightCm", WHOLE),
                Arguments.of("{\"heightCm\":\"7\"}", "heightCm", WHOLE),
                Arguments.of("{\"heightCm\":\"\"}", "heightCm", WHOLE),
                Arguments.of("{\"heightCm\":true}", "heightCm", WHOLE),
                Arguments.of(
                        "{\"heightCm\":3000000000}",
                        "heightCm",
                        "a whole number from -2147483648 to 2147483647"),
                Arguments.of(
                        "{\"parts\":[{\"weight\":\"1.5\"}]}",
                        "parts[0].weight",
                        "a number, without quotes"),
                Arguments.of("{\"label\":7}", "label", TEXT),
                Arguments.of("{\"label\":false}", "label", TEXT),
                Arguments.of("{\"label\":{}}", "label", TEXT),
                Arguments.of("{\"tags\":[\"a\",7]}", "tags[1]", TEXT),
                Arguments.of("{\"id\":\"\"}", "id", "a UUID in quotes"),
                Arguments.of("{\"id\":7}", "id", "a UUID in quotes"),
                Arguments.of("{\"full\":\"true\"}", "full", "true or false, without quotes"),
                Arguments.of("{\"full\":1}", "full", "true or false, without quotes"),
                Arguments.of("{\"parts\":{}}", "parts", "a list"),
                Arguments.of("[]", "body", "a JSON object"),
                Arguments.of("{} {}", "body", "one JSON document and nothing behind it"),
                Arguments.of("{} 7", "body", "one JSON document and nothing behind it"),
                Arguments.of(
                        "{\"label\":\"a\",\"label\":\"b\"}",
                        "label",
                        "each field once; this one came twice"),
                Arguments.of(
                        "{\"parts\":[{\"weight\":1,\"weight\":2}]}",
                        "parts[0].weight",
                        "each field once; this one came twice"));
    }

    @ParameterizedTest
    @MethodSource("guesses")
    void shouldRefuseWhatWouldHaveToBeGuessedAt(String json, String field, String allowed) {
        FieldError error = onlyErrorOf(json);

        assertThat(error.field()).isEqualTo(field);
        assertThat(error.allowed()).startsWith(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\ud800", "\\udc00x", "\\ud800\\ud800"})
    void shouldRefuseTextThatNoDatabaseCanKeep(String escaped) throws JsonProcessingException {
        FieldError inField = onlyErrorOf("{\"label\":\"" + escaped + "\"}");
        FieldError inList = onlyErrorOf("{\"tags\":[\"" + escaped + "\"]}");

        assertThat(inField.field()).isEqualTo("label");
        assertThat(inField.allowed()).isEqualTo(TEXT);
        assertThat(inList.field()).isEqualTo("tags[0]");
        assertThat(mapper.writeValueAsBytes(inField)).isNotEmpty();
    }

    @Test
    void shouldAnswerAFieldWhoseNameNoAnswerCouldHold() throws JsonProcessingException {
        assertThat(mapper.writeValueAsBytes(onlyErrorOf("{\"\\ud800\":1}"))).isNotEmpty();
        assertThat(
                        mapper.writeValueAsBytes(
                                FieldError.of("x", "a".repeat(99) + "\ud83d\ude00", "")))
                .isNotEmpty();
    }

    @Test
    void shouldReadWhatIsClear() throws JsonProcessingException {
        Tank tank =
                mapper.readValue(
                        """
                        {"label":"Tank \\ud83d\\ude00", "heightCm":7, "parts":[{"weight":1}],
                         "tags":["a"], "id":"00000000-0000-4000-8000-000000000000", "full":true}
                        """,
                        Tank.class);

        assertThat(tank.label()).isEqualTo("Tank \ud83d\ude00");
        assertThat(tank.parts()).containsExactly(new Part(1));
    }

    @Test
    void shouldListTheChoicesOfAnEnumeration() {
        FieldError error = onlyErrorOf("{\"role\":\"king\"}");

        assertThat(error.value()).isEqualTo("king");
        assertThat(error.allowed()).startsWith("one of superadmin, distributor");
    }

    @Test
    void shouldTellThePathIntoNestedLists() {
        assertThat(onlyErrorOf("{\"parts\":[{\"weight\":1},{\"weight\":\"x\"}]}").field())
                .isEqualTo("parts[1].weight");
    }

    @Test
    void shouldTellWhereTheTextStopsBeingJson() {
        FieldError error = onlyErrorOf("{\"label\": oops}");

        assertThat(error.field()).isEqualTo("body");
        assertThat(error.allowed()).contains("line 1");
    }

    @Test
    void shouldKeepTheErrorOfARecordThatChecksItself() {
        assertThat(onlyErrorOf("{\"heightCm\":-1}").allowed()).isEqualTo("0 or more");
    }

    private FieldError onlyErrorOf(String json) {
        JsonProcessingException thrown =
                catchThrowableOfType(
                        JsonProcessingException.class, () -> mapper.readValue(json, Tank.class));
        ProblemException refused = JsonErrors.invalidRequest(thrown);
        assertThat(refused.errors()).hasSize(1);
        return refused.errors().getFirst();
    }
}

package com.evaratech.common.problem.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.evaratech.common.access.Role;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonErrorsTest {

    private final ObjectMapper mapper = new ObjectMapper();

    record Tank(String label, int heightCm, Role role, List<Part> parts) {
        Tank {
            if (heightCm < 0) {
                throw new InvalidRequest(FieldError.of("heightCm", heightCm, "0 or more"));
            }
        }
    }

    record Part(double weight) {}

    @Test
    void shouldNameAnUnknownFieldAndTheKnownOnes() {
        FieldError error = onlyErrorOf("{\"lable\":\"x\"}");

        assertThat(error.field()).isEqualTo("lable");
        assertThat(error.allowed()).contains("heightCm, label, parts, role");
    }

    @Test
    void shouldNameFieldAndValueOfAWrongType() {
        FieldError error = onlyErrorOf("{\"heightCm\":\"tall\"}");

        assertThat(error).isEqualTo(new FieldError("heightCm", "tall", "a value of type int"));
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

package com.evaratech.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.metric.Category;
import com.evaratech.common.problem.FieldError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RuleTemplatesTest {

    private final ObjectMapper json =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .addModule(new JavaTimeModule())
                    .build();

    static List<RuleTemplate> templates() {
        return RuleTemplates.list();
    }

    /** What is shown of a template can be written back as a rule for the category. */
    @ParameterizedTest
    @MethodSource("templates")
    void shouldBeARuleThatIsAccepted(RuleTemplate template) throws JsonProcessingException {
        String shown = json.writeValueAsString(template.condition());
        List<FieldError> faults = new ArrayList<>();

        var condition =
                json.readValue(shown, ConditionForm.class)
                        .check(template.category().kind(), faults);

        assertThat(faults).isEmpty();
        assertThat(condition).contains(template.condition());
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void shouldHaveSomethingForEveryCategory(Category category) {
        assertThat(templates())
                .filteredOn(template -> template.category() == category)
                .hasSizeGreaterThan(2)
                .extracting(RuleTemplate::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldHaveKeysOfTheirOwn() {
        assertThat(templates()).extracting(RuleTemplate::key).doesNotHaveDuplicates();
    }
}

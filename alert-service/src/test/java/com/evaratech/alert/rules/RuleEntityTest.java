package com.evaratech.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Placement;
import com.evaratech.common.metric.Category;
import com.evaratech.common.metric.Metric;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleEntityTest {

    private static final Instant NOW = Instant.parse("2026-03-01T06:30:00Z");

    private final UUID id = UUID.randomUUID();
    private final Placement placement =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

    @ParameterizedTest
    @MethodSource("bindings")
    void shouldGiveBackTheRuleThatWasPutIn(Binding binding) {
        Condition condition = new Threshold(Metric.PH, Operator.NEQ, 7.0, null, 60);
        RuleDraft draft =
                new RuleDraft(placement, "Acid", binding, condition, Severity.CRITICAL, false);

        assertThat(RuleEntity.of(draft, id, NOW).toRule())
                .isEqualTo(
                        new Rule(
                                id,
                                1,
                                placement.communityId(),
                                "Acid",
                                binding,
                                condition,
                                Severity.CRITICAL,
                                false,
                                NOW));
    }

    static Stream<Binding> bindings() {
        return Stream.of(
                new Binding.OfNode(UUID.randomUUID()),
                new Binding.OfCommunity(),
                new Binding.OfCategory(Category.SUMP),
                new Binding.OfTag("roof"));
    }
}

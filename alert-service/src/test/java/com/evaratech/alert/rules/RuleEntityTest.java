package com.evaratech.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Placement;
import com.evaratech.common.metric.Category;
import com.evaratech.common.metric.Metric;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
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
                                NOW,
                                null));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void shouldGiveBackEachKindOfCondition(Condition condition) {
        assertThat(ConditionColumns.of(condition).condition()).isEqualTo(condition);
    }

    static Stream<Condition> conditions() {
        return Stream.of(
                new Silence(60),
                new Anomaly(Metric.FLOW_RATE_LPM, Anomaly.Direction.BELOW, 7, 600),
                new RateOfChange(Metric.WATER_LEVEL_CM, Operator.LT, -30, -10.0, 1_800, 60),
                new DryRun(5.0, null, 120),
                new DryRun(null, 60.0, 0, 7_200),
                new Silence(600),
                new Silence(0, 86_400),
                new NightFlow(LocalTime.of(23, 30), LocalTime.of(1, 0), 12, 8.0, 3),
                new Composite(
                        Composite.Match.ANY,
                        List.of(
                                new Composite.Part(Metric.PH, Operator.LT, 6, 6.5),
                                new Composite.Part(Metric.TDS_PPM, Operator.GT, 500, null)),
                        300));
    }

    static Stream<Binding> bindings() {
        return Stream.of(
                new Binding.OfNode(UUID.randomUUID()),
                new Binding.OfCommunity(),
                new Binding.OfCategory(Category.SUMP),
                new Binding.OfTag("roof"));
    }
}

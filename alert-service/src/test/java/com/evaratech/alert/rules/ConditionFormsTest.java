package com.evaratech.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.rules.CompositeForm.PartForm;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionFormsTest {

    private final List<FieldError> faults = new ArrayList<>();

    private Optional<Condition> check(ConditionForm form, @Nullable Kind watched) {
        return form.check(watched, faults);
    }

    private void assertRefused(String... fields) {
        assertThat(faults).extracting(FieldError::field).containsExactly(fields);
    }

    @Test
    void shouldMakeARateOfChange() {
        assertThat(check(rate("lt", -30.0, -10.0, 1_800L), Kind.TANK))
                .contains(
                        new RateOfChange(Metric.WATER_LEVEL_CM, Operator.LT, -30, -10.0, 1_800, 0));
        assertRefused();
    }

    @Test
    void shouldRefuseARateThatIsNoMoreOrLess() {
        assertThat(check(rate("eq", null, null, 59L), Kind.TANK)).isEmpty();
        assertThat(faults)
                .containsExactly(
                        FieldError.of("condition.operator", "eq", "one of gt, gte, lt, lte"),
                        FieldError.of("condition.threshold", null, "a finite number"),
                        FieldError.of(
                                "condition.window_seconds",
                                59L,
                                "a whole number from 60 to 86400"));
    }

    @Test
    void shouldRefuseARateThatClearsOnTheWrongSide() {
        assertThat(check(rate("lt", -30.0, -40.0, 1_800L), null)).isEmpty();
        assertRefused("condition.clear_threshold");
    }

    private static RateOfChangeForm rate(
            String operator,
            @Nullable Double threshold,
            @Nullable Double clear,
            @Nullable Long window) {
        return new RateOfChangeForm("water_level_cm", operator, threshold, clear, window, null);
    }

    @Test
    void shouldMakeAnAnomalyOfWhatIsUsual() {
        assertThat(check(new AnomalyForm("flow_rate_lpm", null, null, null), Kind.FLOW))
                .contains(new Anomaly(Metric.FLOW_RATE_LPM, Anomaly.Direction.BOTH, 5, 0));
        assertThat(check(new AnomalyForm("flow_rate_lpm", "above", 10L, 60L), null))
                .contains(new Anomaly(Metric.FLOW_RATE_LPM, Anomaly.Direction.ABOVE, 10, 60));
        assertRefused();
    }

    @Test
    void shouldSayWhatAnAnomalyMayBe() {
        assertThat(check(new AnomalyForm("pump_status", "up", 11L, -1L), Kind.FLOW)).isEmpty();
        assertRefused(
                "condition.metric",
                "condition.direction",
                "condition.sensitivity",
                "condition.duration_seconds");
    }

    @Test
    void shouldMakeADryRunOfOneLimit() {
        assertThat(check(new DryRunForm(5.0, null, 120L, null), Kind.FLOW))
                .contains(new DryRun(5.0, null, 120));
        assertThat(check(new DryRunForm(null, 60.0, 0L, null), null))
                .contains(new DryRun(null, 60.0, 0));
        assertRefused();
    }

    @Test
    void shouldSayWhatADryRunMayBe() {
        assertThat(check(new DryRunForm(null, null, 0L, null), null)).isEmpty();
        assertThat(check(new DryRunForm(5.0, 60.0, 0L, null), null)).isEmpty();
        assertThat(check(new DryRunForm(5.0, null, 0L, null), Kind.TANK)).isEmpty();
        assertThat(check(new DryRunForm(null, 60.0, 0L, null), Kind.FLOW)).isEmpty();
        assertThat(check(new DryRunForm(0.0, null, null, null), Kind.FLOW)).isEmpty();
        assertRefused(
                "condition.min_flow_lpm",
                "condition.max_depth_m",
                "condition.kind",
                "condition.max_depth_m",
                "condition.min_flow_lpm",
                "condition.duration_seconds");
    }

    @Test
    void shouldMakeANightFlow() {
        assertThat(check(new NightFlowForm("23:30", "01:00", 12.0, 8.0, null), Kind.FLOW))
                .contains(new NightFlow(LocalTime.of(23, 30), LocalTime.of(1, 0), 12, 8.0, 1));
        assertRefused();
    }

    @ParameterizedTest
    @CsvSource({
        "2:00,04:00,condition.from",
        "02:00,24:30,condition.until",
        "02:00,02:10,condition.until",
        "02:00,02:00,condition.until",
        "02:00,11:00,condition.until"
    })
    void shouldRefuseANightThatIsNone(String from, String until, String field) {
        assertThat(check(new NightFlowForm(from, until, 12.0, null, 2L), null)).isEmpty();
        assertRefused(field);
    }

    @Test
    void shouldRefuseANightFlowOfATank() {
        assertThat(check(new NightFlowForm("02:00", "04:00", 12.0, 13.0, 0L), Kind.TANK)).isEmpty();
        assertRefused("condition.kind", "condition.clear_threshold", "condition.nights");
    }

    @Test
    void shouldMakeAComposite() {
        assertThat(check(both(part("ph", 6.0), part("tds_ppm", 500.0)), Kind.TANK))
                .contains(
                        new Composite(
                                Composite.Match.ALL,
                                List.of(
                                        new Composite.Part(Metric.PH, Operator.LT, 6, null),
                                        new Composite.Part(Metric.TDS_PPM, Operator.LT, 500, null)),
                                60));
        assertRefused();
    }

    @Test
    void shouldNameTheComparisonThatIsAtFault() {
        assertThat(check(both(part("ph", 6.0), part("ph", 60.0), null), null)).isEmpty();
        assertRefused(
                "condition.conditions[1].threshold",
                "condition.conditions[2].metric",
                "condition.conditions[2].operator",
                "condition.conditions[2].threshold");
    }

    @Test
    void shouldRefuseComparisonsThatNoNodeHasTogether() {
        assertThat(check(both(part("ph", 6.0), part("voltage_v", 200.0)), null)).isEmpty();
        assertRefused("condition.conditions");
    }

    @Test
    void shouldRefuseOneComparisonAndMoreThanFour() {
        PartForm ph = part("ph", 6.0);
        assertThat(check(both(ph), null)).isEmpty();
        assertThat(check(both(ph, ph, ph, ph, ph), null)).isEmpty();
        assertThat(check(new CompositeForm("some", null, 60L, null), null)).isEmpty();
        assertRefused(
                "condition.conditions",
                "condition.conditions",
                "condition.match",
                "condition.conditions");
    }

    @Test
    void shouldTakeAnAgeAndADayWithoutOne() {
        assertThat(check(new DryRunForm(5.0, null, 0L, 600L), Kind.FLOW))
                .contains(new DryRun(5.0, null, 0, 600));
        assertThat(check(new DryRunForm(5.0, null, 0L, null), Kind.FLOW))
                .contains(new DryRun(5.0, null, 0, 86_400));
        assertThat(check(new DryRunForm(5.0, null, 0L, 59L), Kind.FLOW)).isEmpty();
        assertThat(check(new DryRunForm(5.0, null, 0L, 2_592_001L), Kind.FLOW)).isEmpty();
    }

    @Test
    void shouldTakeATimeOfNodesThatHaveNeverReported() {
        assertThat(check(new SilenceForm(60L, 3_600L), null)).contains(new Silence(60, 3_600));
        assertThat(check(new SilenceForm(null, null), null)).contains(new Silence(0, null));
        assertThat(check(new SilenceForm(0L, 0L), null)).isEmpty();
        assertThat(check(new SilenceForm(0L, 7_776_001L), null)).isEmpty();
    }

    private static CompositeForm both(@Nullable PartForm... parts) {
        return new CompositeForm("all", Arrays.asList(parts), 60L, null);
    }

    private static PartForm part(String metric, double threshold) {
        return new PartForm(metric, "lt", threshold, null);
    }
}

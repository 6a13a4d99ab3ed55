package com.evaratech.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.evaratech.common.access.Placement;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Category;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleCheckTest {

    private final UUID customer = UUID.randomUUID();
    private final CommunityEntry community =
            new CommunityEntry(1, UUID.randomUUID(), UUID.randomUUID());
    private final NodeEntry tank =
            new NodeEntry(
                    1,
                    UUID.randomUUID(),
                    17,
                    "TANK",
                    "OHT",
                    new Placement(community.distributorId(), community.id(), customer),
                    List.of());
    private final BindingForm everywhere = new BindingForm("community", null, null, null);
    private final ThresholdForm tooLow =
            new ThresholdForm("water_level_percent", "lt", 20.0, 25.0, 300L);

    @Test
    void shouldMakeARuleOfAWishWithoutFault() {
        RuleDraft draft =
                RuleCheck.check(
                        new RuleWish(
                                " Low tank ", community.id(), onTank(), tooLow, "warning", null),
                        community,
                        tank);

        assertThat(draft)
                .isEqualTo(
                        new RuleDraft(
                                new Placement(community.distributorId(), community.id(), customer),
                                "Low tank",
                                new Binding.OfNode(tank.id()),
                                new Threshold(
                                        Metric.WATER_LEVEL_PERCENT, Operator.LT, 20.0, 25.0, 300),
                                Severity.WARNING,
                                true));
    }

    @Test
    void shouldBelongToNoCustomerWhenItWatchesMoreThanOneNode() {
        assertThat(RuleCheck.check(wish(everywhere, tooLow), community, null).placement())
                .isEqualTo(new Placement(community.distributorId(), community.id(), null));
    }

    @Test
    void shouldNameEveryMissingFieldOfAnEmptyWish() {
        assertThat(faults(RuleWish.EMPTY, null, null))
                .extracting(FieldError::field)
                .containsExactly("name", "community_id", "binding", "condition", "severity");
    }

    @Test
    void shouldNameEveryFieldAtFaultAtOnce() {
        RuleWish wish =
                new RuleWish(
                        "x".repeat(121),
                        community.id(),
                        new BindingForm("category", null, "POND", "roof"),
                        new ThresholdForm("depth", "above", Double.NaN, null, -1L),
                        "urgent",
                        true);

        assertThat(faults(wish, community, null))
                .extracting(FieldError::field)
                .containsExactly(
                        "name",
                        "binding.tag",
                        "binding.category",
                        "condition.metric",
                        "condition.operator",
                        "condition.threshold",
                        "condition.duration_seconds",
                        "severity");
    }

    @Test
    void shouldSayWhatWouldHaveBeenAllowed() {
        RuleWish wish = wish(everywhere, threshold("ph", "gt", 15.0, null));

        assertThat(faults(wish, community, null))
                .containsExactly(
                        new FieldError("condition.threshold", "15.0", "a number from 0 to 14"));
    }

    @Test
    void shouldRefuseAMetricThatTheBoundNodeDoesNotHave() {
        RuleWish wish = wish(onTank(), threshold("voltage_v", "gt", 10.0, null));

        assertThat(faults(wish, community, tank))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.field()).isEqualTo("condition.metric");
                    assertThat(fault.allowed())
                            .contains("water_level_cm")
                            .doesNotContain("voltage_v");
                });
    }

    @Test
    void shouldRefuseAMetricThatTheBoundCategoryDoesNotHave() {
        BindingForm wells = new BindingForm("category", null, Category.BOREWELL.name(), null);

        assertThat(faults(wish(wells, tooLow), community, null))
                .extracting(FieldError::field)
                .containsExactly("condition.metric");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pump_status", "", "WATER_LEVEL_PERCENT"})
    void shouldRefuseAMetricThatIsNoNumberOfTheCatalogue(String metric) {
        RuleWish wish = wish(everywhere, threshold(metric, "gt", 1.0, null));

        assertThat(faults(wish, community, null))
                .extracting(FieldError::field)
                .containsExactly("condition.metric");
    }

    @Test
    void shouldRefuseANodeOfAnotherCommunity() {
        CommunityEntry other = new CommunityEntry(1, UUID.randomUUID(), UUID.randomUUID());

        assertThat(faults(wish(onTank(), tooLow), other, tank))
                .extracting(FieldError::field)
                .containsExactly("binding.node_id");
    }

    @ParameterizedTest
    @CsvSource({"gt,19.9", "gte,19.9", "lt,20.1", "lte,20.1"})
    void shouldAcceptAHysteresisOnTheQuietSide(String operator, double clearThreshold) {
        RuleWish wish =
                wish(everywhere, threshold("water_level_cm", operator, 20.0, clearThreshold));

        assertThat(RuleCheck.check(wish, community, null).condition())
                .isInstanceOfSatisfying(
                        Threshold.class,
                        threshold ->
                                assertThat(threshold.clearThreshold()).isEqualTo(clearThreshold));
    }

    @ParameterizedTest
    @CsvSource({
        "gt,20", "gt,20.1", "gte,20", "lt,20", "lt,19.9", "lte,20", "eq,20", "neq,19", "lt,2001"
    })
    void shouldRefuseAHysteresisThatWouldNotSettle(String operator, double clearThreshold) {
        RuleWish wish =
                wish(everywhere, threshold("water_level_cm", operator, 20.0, clearThreshold));

        assertThat(faults(wish, community, null))
                .extracting(FieldError::field)
                .containsExactly("condition.clear_threshold");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 604_801, Long.MAX_VALUE})
    void shouldRefuseADurationOutOfRange(long seconds) {
        RuleWish wish = wish(everywhere, new ThresholdForm("ph", "gt", 9.0, null, seconds));

        assertThat(faults(wish, community, null))
                .containsExactly(
                        new FieldError(
                                "condition.duration_seconds",
                                Long.toString(seconds),
                                "a whole number from 0 to 604800"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " roof", "roof "})
    void shouldRefuseATagThatNobodyCouldType(String tag) {
        RuleWish wish = wish(new BindingForm("tag", null, null, tag), tooLow);

        assertThat(faults(wish, community, null))
                .extracting(FieldError::field)
                .containsExactly("binding.tag");
    }

    @Test
    void shouldRefuseKindsThatDoNotExist() {
        RuleWish wish =
                wish(
                        new BindingForm("fleet", null, null, null),
                        new ConditionForm.Unknown("moon_phase"));

        assertThat(faults(wish, community, null))
                .containsExactly(
                        new FieldError(
                                "binding.kind", "fleet", "one of node, community, category, tag"),
                        new FieldError(
                                "condition.kind", "moon_phase", "one of " + ConditionForm.KINDS));
    }

    private BindingForm onTank() {
        return new BindingForm("node", tank.id(), null, null);
    }

    private RuleWish wish(BindingForm binding, ConditionForm condition) {
        return new RuleWish("Rule", community.id(), binding, condition, "info", true);
    }

    private static ThresholdForm threshold(
            String metric, String operator, double threshold, @Nullable Double clearThreshold) {
        return new ThresholdForm(metric, operator, threshold, clearThreshold, 0L);
    }

    private static List<FieldError> faults(
            RuleWish wish, @Nullable CommunityEntry community, @Nullable NodeEntry node) {
        return catchThrowableOfType(
                        InvalidRequest.class, () -> RuleCheck.check(wish, community, node))
                .errors();
    }
}

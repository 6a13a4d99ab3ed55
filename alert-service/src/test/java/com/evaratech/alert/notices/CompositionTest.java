package com.evaratech.alert.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Scope;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.alerting.AlertFacts.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompositionTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Placement HERE =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private static final Placement THERE =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private static final Scope COMMUNITY = new Scope.OfCommunity(HERE.communityId());

    private static AlertNow alert(
            Placement place, String severity, boolean isOver, @Nullable Instant silencedUntil) {
        var opening =
                new AlertFacts(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "Low tank",
                        severity,
                        UUID.randomUUID(),
                        place,
                        new Crossing("water_level_percent", "lt", 10, 9),
                        NOW,
                        null);
        return new AlertNow(
                opening,
                isOver ? opening.ended(new Ending(NOW, "cleared"), 50) : null,
                silencedUntil);
    }

    private static AlertNow open(Placement place) {
        return alert(place, "warning", false, null);
    }

    private static AlertNow over(Placement place) {
        return alert(place, "warning", true, null);
    }

    private static boolean isAtWork(UUID node) {
        return false;
    }

    private static Terms terms(Scope scope) {
        return new Terms(NOW, scope, null, false, CompositionTest::isAtWork);
    }

    private static Composition compose(Set<Long> changes, Map<Long, AlertNow> alerts, Terms terms) {
        return Composition.of(changes, alerts, terms);
    }

    @Test
    void shouldTellOpeningsAndEndsInTheOrderOfTheirAlerts() {
        var composition =
                compose(
                        Set.of(12L, -7L, 3L),
                        Map.of(3L, open(HERE), 7L, over(HERE), 12L, open(HERE)),
                        terms(COMMUNITY));

        assertThat(composition.told()).containsExactly(3L, -7L, 12L);
        assertThat(composition.kept()).isEmpty();
    }

    @Test
    void shouldTellNobodyOfWhatTheyDoNotSee() {
        var alerts = Map.of(1L, open(HERE), 2L, open(THERE));
        Set<Long> all = Set.of(1L, 2L);

        assertThat(compose(all, alerts, terms(COMMUNITY)).told()).containsExactly(1L);
        assertThat(compose(all, alerts, terms(new Scope.Everything())).told())
                .containsExactly(1L, 2L);
        assertThat(
                        compose(all, alerts, terms(new Scope.OfDistributor(THERE.distributorId())))
                                .told())
                .containsExactly(2L);
        assertThat(
                        compose(
                                        all,
                                        alerts,
                                        terms(
                                                new Scope.OfCustomer(
                                                        UUID.randomUUID(), HERE.communityId())))
                                .told())
                .isEmpty();
    }

    @Test
    void shouldTellNobodyOfWhatBeganAndEndedBeforeItWasToldOrIsGone() {
        var composition =
                compose(
                        Set.of(1L, -1L, 2L, 3L),
                        Map.of(1L, over(HERE), 2L, over(HERE)),
                        terms(COMMUNITY));

        assertThat(composition.told()).isEmpty();
        assertThat(composition.kept()).isEmpty();
    }

    @Test
    void shouldKeepBothOpeningsAndEndsThatASilenceIsAbout() {
        Instant soon = NOW.plusSeconds(20);
        var composition =
                compose(
                        Set.of(1L, -2L, 3L),
                        Map.of(
                                1L, alert(HERE, "critical", false, soon),
                                2L, alert(HERE, "critical", true, soon),
                                3L, alert(HERE, "critical", false, NOW.plusSeconds(86_400))),
                        terms(COMMUNITY));

        assertThat(composition.told()).isEmpty();
        assertThat(composition.kept())
                .containsOnly(
                        Map.entry(new Hold("silence", soon), List.of(1L, -2L)),
                        // Looked at again in a minute: a person may end it.
                        Map.entry(
                                new Hold("silence", NOW.plus(Duration.ofMinutes(1))), List.of(3L)));
    }

    @Test
    void shouldTellWhatIsCriticalInQuietHoursUnlessThatWaitsToo() {
        Instant morning = NOW.plusSeconds(3_600);
        var alerts = Map.of(1L, open(HERE), 2L, alert(HERE, "critical", false, null));
        Set<Long> both = Set.of(1L, 2L);

        var most =
                compose(
                        both,
                        alerts,
                        new Terms(NOW, COMMUNITY, morning, false, CompositionTest::isAtWork));
        var all =
                compose(
                        both,
                        alerts,
                        new Terms(NOW, COMMUNITY, morning, true, CompositionTest::isAtWork));

        assertThat(most.told()).containsExactly(2L);
        assertThat(most.kept())
                .containsOnly(Map.entry(new Hold("quiet_hours", morning), List.of(1L)));
        assertThat(all.told()).isEmpty();
        assertThat(all.kept())
                .containsOnly(Map.entry(new Hold("quiet_hours", morning), List.of(1L, 2L)));
    }

    @Test
    void shouldKeepWhatOpensWhileWorkIsDoneAndTellWhatEnds() {
        var alerts = Map.of(1L, open(HERE), 2L, over(HERE));

        var composition =
                compose(Set.of(1L, -2L), alerts, new Terms(NOW, COMMUNITY, null, false, _ -> true));

        assertThat(composition.told()).containsExactly(-2L);
        assertThat(composition.kept().keySet())
                .singleElement()
                .extracting(Hold::why)
                .isEqualTo("maintenance");
    }
}

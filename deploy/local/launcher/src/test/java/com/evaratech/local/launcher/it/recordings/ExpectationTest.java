package com.evaratech.local.launcher.it.recordings;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.it.recordings.Watch.Raised;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The account of our recordings, counted by hand from the files: what counts is counted, too. */
class ExpectationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T06:30:00Z");

    @Test
    void shouldCountRowsAsTheFilesHaveThem() throws IOException {
        Map<String, List<Map<String, Long>>> accounts =
                devices().entrySet().stream()
                        .collect(
                                toMap(
                                        Map.Entry::getKey,
                                        each ->
                                                List.of(
                                                        each.getValue().tally().outcomes(),
                                                        each.getValue().rejected())));

        assertThat(accounts)
                .containsOnly(
                        account(
                                "roof-tank",
                                Map.of("stored", 48L),
                                Map.of("not_a_number", 9L, "implausible", 1L, "no_value", 2L)),
                        account(
                                "sump",
                                Map.of(
                                        "stored",
                                        24L,
                                        "merged",
                                        32L,
                                        "duplicate",
                                        9L,
                                        "conflict",
                                        7L),
                                Map.of()),
                        account("meter", Map.of("stored", 49L, "duplicate", 1L), Map.of()),
                        account(
                                "pump-house",
                                Map.of("stored", 30L),
                                Map.of("in_the_future", 3L, "not_a_known_word", 1L)),
                        account("bore-well", Map.of("stored", 40L), Map.of("too_old", 3L)),
                        account(
                                "village-tank",
                                Map.of("stored", 27L, "duplicate", 2L, "conflict", 3L),
                                Map.of("not_a_number", 1L)),
                        account("new-meter", Map.of(), Map.of()),
                        account(
                                "restarted-logger",
                                Map.of("stored", 1L, "duplicate", 104L, "conflict", 25L),
                                Map.of()),
                        account("cistern", Map.of("stored", 130L), Map.of()));
    }

    @Test
    void shouldLeaveNoRowOut() throws IOException {
        assertThat(devices().values())
                .allSatisfy(device -> {
                    long rejected =
                            device.rejected().values().stream().mapToLong(Long::longValue).sum();
                    assertThat(device.tally().all() + rejected).isEqualTo(device.rows());
                });
    }

    @Test
    void shouldRaiseAlertsWhereTheFilesHaveThem() throws IOException {
        Map<String, Expectation> devices = devices();

        assertThat(alerts(devices, "roof-tank"))
                .containsExactly(alert(-2460, 18, -1500L), alert(-60, 18, null));
        assertThat(alerts(devices, "sump")).containsExactly(alert(-480, 170, -180L));
        assertThat(alerts(devices, "meter"))
                .containsExactly(
                        alert(-4080, 240, -3360L),
                        alert(-2760, 210, -1800L),
                        alert(-720, 240, null));
        assertThat(alerts(devices, "pump-house"))
                .containsExactly(
                        alert(-1125, 0.4, -855L), alert(-585, 0.9, -405L), alert(-225, 0.4, null));
        assertThat(alerts(devices, "bore-well"))
                .containsExactly(
                        alert(-66_600, 46, -62_100L),
                        alert(-58_500, 48, -54_900L),
                        alert(-12_600, 46, -8_100L),
                        alert(-4_500, 48, -900L));
        assertThat(alerts(devices, "village-tank"))
                .containsExactly(alert(-3900, 19, -1500L), alert(-30, 18, null));
        assertThat(alerts(devices, "new-meter")).isEmpty();
        assertThat(alerts(devices, "restarted-logger")).containsExactly(alert(0, 12.5, null));
        assertThat(alerts(devices, "cistern")).containsExactly(alert(-122_400, 29, -21_600L));
    }

    /** Else a test that kills processes could not know its alerts. */
    @Test
    void shouldRaiseThemHoweverRowsAreCutIntoPages() throws IOException {
        assertThat(devices().values()).allMatch(Expectation::isIndifferentToPages);
    }

    private static Map<String, Expectation> devices() throws IOException {
        return Fixtures.devices(NOW).stream()
                .collect(toMap(Device::name, device -> Expectation.of(device, NOW)));
    }

    private static Map.Entry<String, List<Map<String, Long>>> account(
            String device, Map<String, Long> outcomes, Map<String, Long> rejected) {
        return Map.entry(device, List.of(outcomes, rejected));
    }

    private static List<Raised> alerts(Map<String, Expectation> devices, String name) {
        return Objects.requireNonNull(devices.get(name)).alerts();
    }

    private static Raised alert(long openedSeconds, double value, @Nullable Long resolvedSeconds) {
        return new Raised(
                NOW.plusSeconds(openedSeconds),
                value,
                resolvedSeconds == null ? null : NOW.plusSeconds(resolvedSeconds));
    }
}

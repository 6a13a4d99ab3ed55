package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.normalise.FieldMapping;
import com.evaratech.common.trace.Traceparent;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.Account;
import com.evaratech.poller.fixture.Published;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.ThingSpeak.Row;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class PollingIT {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    @Inject InstantSource clock;

    private final TestChannel tank = TestChannel.tank();
    private Instant start = Instant.EPOCH;

    @BeforeEach
    void prepare() {
        TestDirectory.markComplete();
        start = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));
    }

    @AfterEach
    void endPolling() {
        ThingSpeak.behave();
        tank.remove();
    }

    @Test
    void shouldPublishWhatRowsMeanAndAccountForWhatTheyDoNot() {
        ThingSpeak.create(tank.id());
        ThingSpeak.add(
                tank.id(),
                row(0, "100", "3.7"),
                row(1, " 101.5\r\n\r\n", null),
                row(2, "nan", "3.6"),
                row(3, "0.0HTTP/1.1", null),
                row(4, "4,8", "None"),
                row(5, null, null),
                row(6, "", ""),
                row(7, "99999", "3.5"),
                new Row(start.plus(Duration.ofDays(9_000)), "102", "3.7"),
                new Row(start.minus(Duration.ofDays(500)), "103", "3.7"));

        tank.publish();

        awaitAccount(account -> {
            assertThat(account.entryId()).isEqualTo(10);
            assertThat(account.fetched()).isEqualTo(10);
            assertThat(account.accepted()).isEqualTo(4);
            assertThat(account.rejected()).isEqualTo(6);
            assertThat(account.rejectedRows())
                    .isEqualTo(
                            Map.of(
                                    "not_a_number", 2L,
                                    "no_value", 2L,
                                    "in_the_future", 1L,
                                    "too_old", 1L));
            assertThat(account.refusedValues())
                    .isEqualTo(Map.of("not_a_number", 4L, "implausible", 1L));
            assertThat(account.samples())
                    .hasSize(9)
                    .contains("not_a_number field1 0.0HTTP/1.1", "implausible field1 99999");
        });
        assertThat(Published.readings(tank.node().number()))
                .containsExactly(
                        reading(0, Map.of(Metric.WATER_LEVEL_CM, 100.0, Metric.BATTERY_V, 3.7)),
                        reading(1, Map.of(Metric.WATER_LEVEL_CM, 101.5)),
                        reading(2, Map.of(Metric.BATTERY_V, 3.6)),
                        reading(7, Map.of(Metric.BATTERY_V, 3.5)));
    }

    @Test
    void shouldGoOnFromTheCursorAndCountNoRowTwice() {
        ThingSpeak.create(tank.id());
        ThingSpeak.add(tank.id(), row(0, "100", "3.7"));
        tank.publish();
        awaitAccount(account -> assertThat(account.fetched()).isEqualTo(1));

        ThingSpeak.add(tank.id(), row(1, "101", "3.7"), row(2, "102", "3.7"));

        awaitAccount(account -> assertThat(account.fetched()).isEqualTo(3));
        long asked = ThingSpeak.requests(tank.id());
        await().atMost(LONGEST_WAIT).until(() -> ThingSpeak.requests(tank.id()) >= asked + 2);
        assertThat(Account.of(tank.node().id()).accepted()).isEqualTo(3);
        assertThat(Published.readings(tank.node().number())).hasSize(3);
    }

    @Test
    void shouldCatchUpPageByPageWhenAChannelIsFarAhead() {
        ThingSpeak.create(tank.id());
        List<Row> rows =
                IntStream.range(0, 2_500).mapToObj(second -> row(second, "100", "3.7")).toList();
        ThingSpeak.add(tank.id(), rows);

        tank.publish();

        awaitAccount(account -> {
            assertThat(account.entryId()).isEqualTo(2_500);
            assertThat(account.accepted()).isEqualTo(2_500);
        });
        assertThat(Published.readings(tank.node().number()))
                .extracting(Reading::recordedAt)
                .containsExactlyElementsOf(rows.stream().map(Row::at).toList());
    }

    @Test
    void shouldReadTheNewestRowsFirstAndThePastInTheBackground() {
        int many = 12_000;
        ThingSpeak.create(tank.id());
        List<Row> rows =
                IntStream.range(0, many).mapToObj(second -> row(second, "100", "3.7")).toList();
        ThingSpeak.add(tank.id(), rows);

        tank.publish();

        awaitAccount(account -> {
            assertThat(account.entryId()).isEqualTo(many);
            assertThat(account.accepted()).isEqualTo(many);
        });
        List<Reading> readings = Published.readings(tank.node().number());
        assertThat(readings.subList(0, 100))
                .extracting(Reading::recordedAt)
                .containsExactlyElementsOf(
                        rows.subList(many - 100, many).stream().map(Row::at).toList());
        assertThat(readings.stream().map(Reading::recordedAt).sorted())
                .containsExactlyElementsOf(rows.stream().map(Row::at).toList());
    }

    @Test
    void shouldFindRowsThatTheNewestPageDoesNotShow() {
        ThingSpeak.create(tank.id());
        ThingSpeak.add(tank.id(), row(1_000, "100", "3.7"));
        tank.publish();
        awaitAccount(account -> assertThat(account.fetched()).isEqualTo(1));

        // Dated back behind a hundred newer ones, and a hundred of the future that stay newest.
        List<Row> rows = new ArrayList<>();
        rows.add(row(5, "101", "3.7"));
        IntStream.range(0, 150).forEach(i -> rows.add(row(2_000, "102", "3.7")));
        IntStream.range(0, 120)
                .forEach(i -> rows.add(new Row(start.plus(Duration.ofDays(900)), "1", "1")));
        rows.add(row(6, "103", "3.7"));
        ThingSpeak.add(tank.id(), rows);

        awaitAccount(account -> {
            assertThat(account.entryId()).isEqualTo(273);
            assertThat(account.accepted()).isEqualTo(153);
            assertThat(account.rejectedRows()).isEqualTo(Map.of("in_the_future", 120L));
        });
        assertThat(Published.readings(tank.node().number()))
                .extracting(Reading::recordedAt)
                .contains(start.plusSeconds(5), start.plusSeconds(6));
    }

    @Test
    void shouldBeginANewEpochWhenAChannelWasCleared() {
        ThingSpeak.create(tank.id());
        ThingSpeak.add(tank.id(), row(0, "100", "3.7"), row(1, "101", "3.7"));
        tank.publish();
        awaitAccount(account -> assertThat(account.entryId()).isEqualTo(2));

        ThingSpeak.clear(tank.id());
        awaitAccount(account -> {
            assertThat(account.epoch()).isEqualTo(1);
            assertThat(account.entryId()).isEqualTo(0);
        });
        ThingSpeak.add(tank.id(), row(2, "102", "3.7"));

        awaitAccount(account -> {
            assertThat(account.epoch()).isEqualTo(1);
            assertThat(account.entryId()).isEqualTo(1);
            assertThat(account.accepted()).isEqualTo(3);
        });
    }

    @Test
    void shouldNoticeAClearThatWasFilledPastTheCursor() {
        ThingSpeak.create(tank.id());
        ThingSpeak.add(tank.id(), row(0, "100", "3.7"), row(1, "101", "3.7"));
        tank.publish();
        awaitAccount(account -> assertThat(account.entryId()).isEqualTo(2));

        tank.remove();
        ThingSpeak.clear(tank.id());
        ThingSpeak.add(tank.id(), row(10, "1", "3"), row(11, "2", "3"), row(12, "3", "3"));
        TestDirectory.publish(tank.withInterval(1).entry());

        awaitAccount(account -> {
            assertThat(account.epoch()).isEqualTo(1);
            assertThat(account.entryId()).isEqualTo(3);
            assertThat(account.accepted()).isEqualTo(5);
        });
    }

    @Test
    void shouldStartAnewWhenAnotherChannelFeedsTheNode() {
        ThingSpeak.create(tank.id());
        ThingSpeak.add(tank.id(), row(0, "100", "3.7"), row(1, "101", "3.7"));
        tank.publish();
        awaitAccount(account -> assertThat(account.entryId()).isEqualTo(2));
        TestChannel other = tank.withChannel(tank.id() + 1);
        ThingSpeak.create(other.id());
        ThingSpeak.add(other.id(), row(2, "102", "3.7"));

        TestDirectory.publish(other.entry());

        awaitAccount(account -> {
            assertThat(account.epoch()).isEqualTo(1);
            assertThat(account.entryId()).isEqualTo(1);
            assertThat(account.accepted()).isEqualTo(3);
        });
    }

    @Test
    void shouldUseTheMappingsScaleAndOffset() {
        ThingSpeak.create(tank.id());
        ThingSpeak.add(tank.id(), row(0, "1.25", null));
        FieldMapping metres = new FieldMapping(1, Metric.WATER_LEVEL_CM, 100, -5, Map.of());

        tank.with(tank.id(), null, 1, List.of(metres)).publish();

        awaitAccount(account -> assertThat(account.accepted()).isEqualTo(1));
        assertThat(Published.readings(tank.node().number()))
                .containsExactly(reading(0, Map.of(Metric.WATER_LEVEL_CM, 120.0)));
    }

    @Test
    void shouldReadAPrivateChannelWithItsKey() {
        String key = ThingSpeak.createPrivate(tank.id());
        ThingSpeak.add(tank.id(), row(0, "100", "3.7"));
        tank.publish();
        awaitAccount(account -> assertThat(account.errorKind()).isEqualTo("key_refused"));

        TestDirectory.publish(tank.withKey(key).entry());

        awaitAccount(account -> {
            assertThat(account.accepted()).isEqualTo(1);
            assertThat(account.failures()).isZero();
        });
    }

    @Test
    void shouldFeedEachNodeOfASharedChannelByItsOwnMapping() {
        TestChannel second =
                TestChannel.tank()
                        .with(
                                tank.id(),
                                null,
                                1,
                                List.of(FieldMapping.plain(2, Metric.WATER_LEVEL_CM)));
        ThingSpeak.create(tank.id());
        ThingSpeak.add(tank.id(), row(0, "100", "40"));

        tank.publish();
        second.publish();

        awaitAccount(account -> assertThat(account.accepted()).isEqualTo(1));
        await().atMost(LONGEST_WAIT)
                .untilAsserted(
                        () -> assertThat(Account.of(second.node().id()).accepted()).isEqualTo(1));
        assertThat(Published.readings(second.node().number()))
                .containsExactly(reading(0, Map.of(Metric.WATER_LEVEL_CM, 40.0)));
        second.remove();
    }

    @Test
    void shouldAskNoMoreOnceTheChannelIsTakenFromTheNode() {
        ThingSpeak.create(tank.id());
        tank.publish();
        await().atMost(LONGEST_WAIT).until(() -> ThingSpeak.requests(tank.id()) > 0);

        tank.remove();

        // Another channel's polls tell that time goes by.
        TestChannel other = TestChannel.tank();
        other.publish();
        ThingSpeak.create(other.id());
        await().atMost(LONGEST_WAIT).until(() -> ThingSpeak.requests(other.id()) >= 2);
        long asked = ThingSpeak.requests(tank.id());
        await().atMost(LONGEST_WAIT).until(() -> ThingSpeak.requests(other.id()) >= 5);
        other.remove();
        assertThat(ThingSpeak.requests(tank.id())).isEqualTo(asked);
    }

    @Test
    void shouldGiveEachPollATraceThatGoesWithItsReadings() {
        ThingSpeak.create(tank.id());
        ThingSpeak.add(tank.id(), row(0, "100", "3.7"));

        tank.publish();

        awaitAccount(account -> assertThat(account.accepted()).isEqualTo(1));
        assertThat(Published.entries(tank.node().number()))
                .singleElement()
                .satisfies(entry ->
                        assertThat(Traceparent.parse(entry.traceparent()).isValid()).isTrue());
    }

    private Row row(int second, @Nullable String level, @Nullable String battery) {
        return new Row(start.plusSeconds(second), level, battery);
    }

    private Reading reading(int second, Map<Metric, Double> values) {
        return Reading.of(start.plusSeconds(second), values);
    }

    private void awaitAccount(Consumer<Account> holds) {
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> holds.accept(Account.of(tank.node().id())));
    }
}

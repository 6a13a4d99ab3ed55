package com.evaratech.common.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.alerting.AlertFacts.Ending;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.outbox.OutboxChange;
import com.evaratech.common.outbox.OutboxEvent;
import com.evaratech.common.outbox.Version;
import com.evaratech.common.stream.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

class AlertStreamIT {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final BusConnection redis = TestRedis.bus().connect();

    @BeforeEach
    void begin() {
        TestRedis.wipe();
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void shouldGiveEventsInOrderWithVersionAndTrace() {
        assertThat(AlertStream.put(redis, List.of(event(1, TRACE), event(2, null)))).isEqualTo(2);

        List<AlertEvent> events = AlertStream.read(redis, StreamId.START, 10).events();

        assertThat(events)
                .extracting(AlertEvent::version)
                .containsExactly(new Version(0, 1), new Version(0, 2));
        assertThat(events).extracting(AlertEvent::traceparent).containsExactly(TRACE, null);
        assertThat(events)
                .extracting(event -> event.alert().ruleName())
                .containsExactly("rule 1", "rule 2");
    }

    @Test
    void shouldTakeEachVersionOnceWhenARelayDeliversAgain() {
        var first = List.of(event(1, null), event(2, null));
        var again = new ArrayList<>(first);
        again.add(event(3, null));
        assertThat(AlertStream.put(redis, first)).isEqualTo(2);

        assertThat(AlertStream.put(redis, again)).isEqualTo(1);

        assertThat(versions(StreamId.START)).containsExactly(1L, 2L, 3L);
        assertThat(AlertStream.look(redis).version()).isEqualTo(new Version(0, 3));
        assertThat(AlertStream.look(redis).event()).isEqualTo(again.getLast().id().toString());
    }

    @Test
    void shouldReadOnBehindAPlace() {
        long _ =
                AlertStream.put(
                        redis, LongStream.rangeClosed(1, 5).mapToObj(n -> event(n, null)).toList());

        AlertStream.Batch first = AlertStream.read(redis, StreamId.START, 2);

        assertThat(first.events()).hasSize(2);
        assertThat(versions(first.last())).containsExactly(3L, 4L, 5L);
    }

    @Test
    void shouldCutOffWhatIsOldAndMarkHowFar() {
        long _ = AlertStream.put(redis, List.of(event(1, null), event(2, null)));
        StreamId last = AlertStream.read(redis, StreamId.START, 10).last();

        assertThat(AlertStream.trim(redis, Duration.ofHours(24))).isZero();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> AlertStream.trim(redis, Duration.ofMillis(1)) > 0);

        AlertStream.Batch rest = AlertStream.read(redis, StreamId.START, 10);
        assertThat(rest.events()).isEmpty();
        assertThat(rest.trimmed()).isEqualTo(last);
    }

    @Test
    void shouldKnowWhichAlertsAreOpenOnceTheyWereWritten() {
        var first = event(1, null);
        long _ = AlertStream.put(redis, List.of(first));
        assertThat(AlertStream.look(redis).knowsOpen()).isFalse();
        assertThat(AlertStream.open(redis)).isEmpty();
        var before = Map.of(UUID.randomUUID(), UUID.randomUUID());

        assertThat(AlertStream.rewrite(redis, AlertStream.look(redis), before)).isTrue();

        var second = event(2, null);
        long _ = AlertStream.put(redis, List.of(second));
        var open = AlertStream.open(redis).orElseThrow();
        var batch = AlertStream.read(redis, StreamId.START, 10);
        assertThat(AlertStream.look(redis).knowsOpen()).isTrue();
        assertThat(open.nodes()).containsAllEntriesOf(before).hasSize(2);
        assertThat(open.nodes()).containsKey(UUID.fromString(second.change().key()));
        assertThat(open.version()).isEqualTo(new Version(0, 2));
        assertThat(open.at()).isEqualTo(batch.last());
        assertThat(open.life()).isEqualTo(batch.life()).isNotEmpty();
    }

    @Test
    void shouldForgetAnAlertThatIsResolved() {
        assertThat(AlertStream.rewrite(redis, AlertStream.look(redis), Map.of())).isTrue();
        var opened = event(1, null);
        var alert = AlertJson.alert(String.valueOf(opened.change().payload()));
        var resolved =
                new OutboxEvent(
                        UUID.randomUUID(),
                        new Version(0, 2),
                        new OutboxChange(
                                "alert.resolved",
                                alert.alertId().toString(),
                                AlertJson.write(
                                        AlertEvent.Type.RESOLVED,
                                        alert.ended(new Ending(NOON, "cleared"), 7))),
                        null,
                        NOON);

        long _ = AlertStream.put(redis, List.of(opened, resolved));

        assertThat(AlertStream.open(redis).orElseThrow().nodes()).isEmpty();
    }

    @Test
    void shouldNotWriteOpenAlertsOverEventsThatCameMeanwhile() {
        var looked = AlertStream.look(redis);
        long _ = AlertStream.put(redis, List.of(event(1, null)));

        assertThat(AlertStream.rewrite(redis, looked, Map.of())).isFalse();

        assertThat(AlertStream.look(redis).knowsOpen()).isFalse();
    }

    @Test
    void shouldNotTrustOpenAlertsWhenAPreviousReleaseHasPutEvents() {
        assertThat(AlertStream.rewrite(redis, AlertStream.look(redis), Map.of())).isTrue();
        var _ =
                redis.call(
                        Command.of(Protocol.Command.HSET)
                                .arg("evara:{alerts}:state")
                                .arg("version")
                                .arg(7));

        assertThat(AlertStream.open(redis)).isEmpty();
        assertThat(AlertStream.read(redis, StreamId.START, 1).life()).isEmpty();
    }

    @Test
    void shouldKnowNothingInAnEmptyRedis() {
        assertThat(AlertStream.look(redis).version()).isNull();
        assertThat(AlertStream.read(redis, StreamId.START, 10).trimmed()).isEqualTo(StreamId.START);
    }

    private List<Long> versions(StreamId after) {
        return AlertStream.read(redis, after, 10).events().stream()
                .map(event -> event.version().number())
                .toList();
    }

    private static OutboxEvent event(long number, @Nullable String traceparent) {
        var alert =
                new AlertFacts(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "rule " + number,
                        "info",
                        UUID.randomUUID(),
                        new Placement(UUID.randomUUID(), UUID.randomUUID(), null),
                        new Crossing("ph", "gt", 8, 9),
                        NOON,
                        null);
        return new OutboxEvent(
                UUID.randomUUID(),
                new Version(0, number),
                new OutboxChange(
                        "alert.opened",
                        alert.alertId().toString(),
                        AlertJson.write(AlertEvent.Type.OPENED, alert)),
                traceparent,
                NOON);
    }
}

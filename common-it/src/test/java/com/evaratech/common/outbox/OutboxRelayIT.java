package com.evaratech.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.local.OutboxSchema;
import com.evaratech.common.trace.Traceparent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutboxRelayIT {

    @RegisterExtension static final OpenTelemetryExtension TRACES = OpenTelemetryExtension.create();

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Duration STOP = Duration.ofSeconds(5);

    private final OutboxSchema schema = OutboxSchema.create();
    private final List<OutboxEvent> delivered = new CopyOnWriteArrayList<>();
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final List<OutboxRelay> relays = new ArrayList<>();
    private volatile boolean away;

    @AfterEach
    void stop() {
        relays.forEach(OutboxRelay::stop);
    }

    private OutboxRelay start(OutboxTarget target) {
        OutboxRelay relay =
                new OutboxRelay(
                        schema.database(),
                        schema.name(),
                        target,
                        metrics,
                        TRACES.getOpenTelemetry().getTracer("test"),
                        InstantSource.system());
        relays.add(relay);
        relay.start();
        return relay;
    }

    private void take(List<OutboxEvent> batch) {
        if (away) {
            throw new IllegalStateException("the target is away");
        }
        delivered.addAll(batch);
    }

    private List<Long> numbers() {
        return delivered.stream().map(event -> event.version().number()).toList();
    }

    @Test
    void shouldRelayInOrderAndEmptyTheOutbox() {
        var _ = start(this::take);

        for (int i = 0; i < 20; i++) {
            schema.commit("thing", "t" + i, "{}");
        }

        await().until(() -> delivered.size() == 20);
        assertThat(numbers()).isSorted().doesNotHaveDuplicates();
        await().until(() -> schema.number("select count(*) from %s.outbox") == 0);
        await().until(() -> metrics.get(OutboxMetrics.RELAYED).counter().count() == 20);
        await().until(() -> metrics.get(OutboxMetrics.WAITING).gauge().value() == 0);
    }

    @Test
    void shouldShowInTheTraceOfAnEventThatItWasRelayed() {
        try (var _ = Span.wrap(Traceparent.parse(TRACE)).makeCurrent()) {
            schema.commit("thing", "traced", "{}");
        }
        schema.commit("thing", "untraced", "{}");

        var _ = start(this::take);

        await().until(() -> delivered.size() == 2);
        await().until(() -> TRACES.getSpans().size() == 1);
        var span = TRACES.getSpans().getFirst();
        assertThat(span.getName()).isEqualTo("outbox relay");
        assertThat(Traceparent.of(span.getParentSpanContext())).isEqualTo(TRACE);
        assertThat(delivered)
                .extracting(OutboxEvent::traceparent)
                .containsExactly(Traceparent.of(span.getSpanContext()), null);
    }

    @Test
    void shouldKeepEventsWhileTheTargetIsAwayAndShowForHowLong() {
        away = true;
        var _ = start(this::take);
        schema.commit("thing", "waiting", "{}");

        await().until(() -> metrics.get(OutboxMetrics.WAITING).gauge().value() == 1);
        await().until(() -> metrics.get(OutboxMetrics.AGE).gauge().value() > 0.3);
        assertThat(delivered).isEmpty();

        away = false;
        await().until(() -> delivered.size() == 1);
        await().until(() -> metrics.get(OutboxMetrics.AGE).gauge().value() == 0);
    }

    /** A kill leaves what its session left: events delivered, nothing marked. */
    @Test
    void shouldDeliverAgainWhenItDiedBeforeMarking() {
        schema.commit("thing", "twice", "{}");
        OutboxRelay dying =
                start(batch -> {
                    take(batch);
                    schema.admin(
                            "select pg_terminate_backend(pid) from pg_stat_activity"
                                    + " where usename = 'evara_%s'");
                });
        await().until(() -> !delivered.isEmpty());
        dying.stop();
        delivered.clear();

        var _ = start(this::take);

        await().until(() -> delivered.size() == 1);
        assertThat(delivered.getFirst().change().key()).isEqualTo("twice");
    }

    @Test
    void shouldLetOneRelayWorkAndAnotherGoOnWhenItStops() {
        List<OutboxEvent> byOther = new CopyOnWriteArrayList<>();
        OutboxRelay working = start(this::take);
        schema.commit("thing", "t0", "{}");
        await().until(() -> delivered.size() == 1);

        var _ = start(byOther::addAll);
        for (int i = 1; i < 10; i++) {
            schema.commit("thing", "t" + i, "{}");
        }
        await().until(() -> delivered.size() == 10);
        assertThat(byOther).isEmpty();

        long begun = System.nanoTime();
        working.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(STOP);
        schema.commit("thing", "t10", "{}");

        await().until(() -> byOther.size() == 1);
        assertThat(byOther.getFirst().version()).isEqualTo(new Version(0, 11));
        assertThat(delivered).hasSize(10);
    }

    @Test
    void shouldNotGoOnPastAGap() {
        for (int i = 1; i <= 3; i++) {
            schema.commit("thing", "t" + i, "{}");
        }
        schema.admin("delete from %s.outbox where number = 2");

        var _ = start(this::take);

        await().during(Duration.ofSeconds(1)).until(delivered::isEmpty);
        assertThat(schema.number("select count(*) from %s.outbox")).isEqualTo(2);
    }

    @Test
    void shouldSayWhenTheTargetWasLookedAt() throws InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        OutboxRelay first =
                start(
                        new OutboxTarget() {
                            @Override
                            public void prepare(OutboxSession outbox) {
                                if (there.getCount() > 0) {
                                    throw new IllegalStateException("away");
                                }
                            }

                            @Override
                            public void deliver(List<OutboxEvent> batch) {
                                take(batch);
                            }
                        });
        assertThat(first.awaitFirstLook(Duration.ofMillis(300))).isFalse();

        there.countDown();

        assertThat(first.awaitFirstLook(Duration.ofSeconds(10))).isTrue();
        assertThat(start(this::take).awaitFirstLook(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void shouldSayWhenWhatWasCommittedIsRelayedWhicheverRelayDoesIt() throws Exception {
        OutboxRelay working = start(this::take);
        assertThat(working.awaitFirstLook(Duration.ofSeconds(10))).isTrue();
        OutboxRelay other = start(batch -> delivered.clear());
        for (int i = 1; i <= 20; i++) {
            schema.commit("thing", "t" + i, "{}");

            (i % 2 == 0 ? working : other).relayed().get(10, TimeUnit.SECONDS);

            assertThat(delivered).hasSize(i);
        }
    }

    @Test
    void shouldNotSaySoWhileTheTargetIsAway() {
        away = true;
        OutboxRelay relay = start(this::take);
        schema.commit("thing", "waiting", "{}");

        var relayed = relay.relayed();

        await().during(Duration.ofSeconds(1)).until(() -> !relayed.isDone());
        away = false;
        await().until(relayed::isDone);
        assertThat(delivered).hasSize(1);
    }
}

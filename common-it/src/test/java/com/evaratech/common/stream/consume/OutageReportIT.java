package com.evaratech.common.stream.consume;

import static org.awaitility.Awaitility.await;

import com.evaratech.common.local.StreamSchema;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamFunctions;
import com.evaratech.common.stream.StreamFunctions.Standing;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a consumer tells of entries that wait while its database is away. */
class OutageReportIT {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StreamDefinition stream =
            new StreamDefinition("outage" + COUNT.incrementAndGet(), 1, Set.of("counting"));
    private final StreamSchema schema = StreamSchema.create();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final StreamPublisher publisher =
            StreamPublisher.start(TestRedis.bus(), stream, PublisherLimits.DEFAULT, meters);
    private StreamConsumer consumer;

    @BeforeEach
    void consume() throws SQLException {
        consumer =
                StreamConsumer.start(
                        TestRedis.bus(),
                        schema.database(),
                        stream,
                        ConsumerSettings.of("counting", schema.name()),
                        new Counting(schema.name()),
                        meters);
        String standing = accept(1).id() + " 1";
        String groups = stream.keys(0).groups();
        await().atMost(PATIENCE)
                .until(
                        () -> TestRedis.call("HGET", groups, "counting"),
                        Optional.of(standing)::equals);
    }

    @AfterEach
    void close() {
        consumer.close();
        publisher.close();
    }

    @Test
    void shouldTellTheAgeOfWhatWaitsUntilTheDatabaseIsBack() {
        takeDatabaseAway();
        var _ = accept(2);
        var _ = accept(3);

        await().atMost(PATIENCE).until(() -> age() > 1 && told("evara.stream.behind.entries") == 2);

        schema.admin("alter role evara_%s login");
        await().atMost(PATIENCE).until(() -> effects() == 3);
        await().atMost(PATIENCE).until(() -> age() == 0);
    }

    @Test
    void shouldNotTellOfEntriesThatAnotherOwnerHasCommitted() {
        takeDatabaseAway();
        Accepted last = accept(2);
        await().atMost(PATIENCE).until(() -> age() > 0);

        try (var connection = TestRedis.bus().connect()) {
            var functions = new StreamFunctions(stream);
            var generation = functions.open(connection, 0).generation();
            var _ =
                    functions.report(
                            connection,
                            "counting",
                            List.of(new Standing(0, generation, last.id(), 2)),
                            Duration.ofMinutes(30));
        }

        await().atMost(PATIENCE).until(() -> age() == 0);
    }

    private void takeDatabaseAway() {
        schema.admin("alter role evara_%s nologin");
        schema.cutConnections();
    }

    private Accepted accept(long number) {
        return (Accepted)
                await().atMost(PATIENCE)
                        .until(
                                () -> publisher.publish(Counting.entry(1, number)).join(),
                                Accepted.class::isInstance);
    }

    private long effects() {
        return schema.numbers("select count(*) from %s.effect").getFirst();
    }

    private double age() {
        return told("evara.stream.age.seconds");
    }

    private double told(String gauge) {
        return meters.get(gauge).tag("partition", "0").gauge().value();
    }
}

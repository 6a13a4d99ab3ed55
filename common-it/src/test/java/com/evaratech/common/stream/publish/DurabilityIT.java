package com.evaratech.common.stream.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.Acceptance.Refused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is accepted by a bus that may lose it, unless the operator vouches for it. */
class DurabilityIT {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USER = "limited";

    private final StreamDefinition stream =
            new StreamDefinition("durable" + COUNT.incrementAndGet(), 1, Set.of());
    private final List<StreamPublisher> publishers = new ArrayList<>();

    @AfterEach
    void close() {
        publishers.forEach(StreamPublisher::close);
        set("appendonly", "yes");
        set("appendfsync", "always");
        set("no-appendfsync-on-rewrite", "no");
        set("maxmemory-policy", "noeviction");
        var _ = TestRedis.call("ACL", "DELUSER", USER);
    }

    private static void set(String setting, String value) {
        var _ = TestRedis.call("CONFIG", "SET", setting, value);
    }

    private StreamPublisher publisher(Bus bus, Durability durability) {
        var publisher =
                StreamPublisher.start(
                        bus,
                        stream,
                        PublisherLimits.DEFAULT.withDurability(durability),
                        new SimpleMeterRegistry());
        publishers.add(publisher);
        return publisher;
    }

    private static Acceptance publish(StreamPublisher publisher) {
        return publisher.publish(new Entry(1, 1, 1, null, new byte[] {1})).join();
    }

    private static void awaitRefusal(StreamPublisher publisher) {
        await().atMost(PATIENCE)
                .until(() ->
                        publish(publisher) instanceof Refused refused
                                && refused.reason() == Refusal.NOT_DURABLE
                                && refused.retryAfter().isPositive());
    }

    private static void awaitAcceptance(StreamPublisher publisher) {
        await().atMost(PATIENCE).until(() -> publish(publisher) instanceof Accepted);
    }

    @ParameterizedTest
    @CsvSource({
        "appendfsync, everysec, always",
        "appendonly, no, yes",
        "no-appendfsync-on-rewrite, yes, no",
        "maxmemory-policy, allkeys-lru, noeviction"
    })
    void shouldRefuseWhileASettingAllowsLossAndNameIt(String setting, String bad, String good) {
        var publisher = publisher(TestRedis.bus(), new Durability(true, 0));
        awaitAcceptance(publisher);

        set(setting, bad);

        awaitRefusal(publisher);
        assertThat(publisher.durabilityFault())
                .hasValueSatisfying(sentence ->
                        assertThat(sentence)
                                .contains("%s is %s and must be %s".formatted(setting, bad, good))
                                .contains("REDIS_DURABILITY=vouched"));
        set(setting, good);
        awaitAcceptance(publisher);
        assertThat(publisher.durabilityFault()).isEmpty();
    }

    @Test
    void shouldRefuseWhenTheServerDoesNotTell() {
        var publisher = publisher(limited(), new Durability(true, 0));

        awaitRefusal(publisher);

        assertThat(publisher.durabilityFault())
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("NOPERM", "allow CONFIG GET to its user"));
    }

    @Test
    void shouldAcceptWhenTheOperatorVouches() {
        set("appendfsync", "everysec");
        var publisher = publisher(limited(), new Durability(false, 0));

        awaitAcceptance(publisher);

        assertThat(publisher.durabilityFault()).isEmpty();
    }

    /** A managed server often has no CONFIG. */
    private static Bus limited() {
        var _ =
                TestRedis.call(
                        "ACL", "SETUSER", USER, "on", ">geheim", "~*", "&*", "+@all", "-config");
        String url = TestRedis.url();
        return new Bus(
                BusAddress.parse(
                        "redis://%s:geheim@%s"
                                .formatted(USER, url.substring(url.indexOf('@') + 1))));
    }
}

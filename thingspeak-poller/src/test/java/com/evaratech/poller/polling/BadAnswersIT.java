package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.Account;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.ThingSpeak.Row;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class BadAnswersIT {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    @Inject InstantSource clock;

    private final TestChannel tank = TestChannel.tank();

    @BeforeEach
    void prepare() {
        TestDirectory.markComplete();
        ThingSpeak.create(tank.id());
        ThingSpeak.add(
                tank.id(), new Row(clock.instant().minus(Duration.ofHours(1)), "100", "3.7"));
    }

    @AfterEach
    void endPolling() {
        ThingSpeak.behave();
        tank.remove();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    key_refused       | {"kind":"status","status":400}
                    key_refused       | {"kind":"body","body":"-1"}
                    key_refused       | {"kind":"body","body":"\\"-1\\""}
                    key_refused       | {"kind":"status","status":401}
                    not_a_feed        | {"kind":"body","body":"0"}
                    not_a_feed        | {"kind":"body","body":"{}"}
                    not_json          | {"kind":"html"}
                    not_json          | {"kind":"truncate","keep":0.5}
                    not_json          | {"kind":"body","body":""}
                    too_large         | {"kind":"huge","bytes":6000000}
                    not_found         | {"kind":"status","status":404}
                    request_refused   | {"kind":"status","status":402}
                    too_many_requests | {"kind":"status","status":429,"retry_after":1}
                    server_error      | {"kind":"status","status":500}
                    server_error      | {"kind":"status","status":502}
                    redirected        | {"kind":"redirect"}
                    unreachable       | {"kind":"drop"}
                    unreachable       | {"kind":"drop","midway":true}
                    timeout           | {"kind":"delay","ms":5000}
                    timeout           | {"kind":"trickle","bytes":1,"ms":100}
                    """)
    void shouldTellWhatWasWrongAndGoOnOnceItIsRight(String kind, String fault) {
        ThingSpeak.spoil(tank.id(), Integer.MAX_VALUE, new JsonObject(fault));

        tank.publish();

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> {
                    Account account = Account.of(tank.node().id());
                    assertThat(account.errorKind()).isEqualTo(kind);
                    assertThat(account.failures()).isPositive();
                    assertThat(account.fetched()).isZero();
                });
        ThingSpeak.behave();
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> {
                    Account account = Account.of(tank.node().id());
                    assertThat(account.accepted()).isEqualTo(1);
                    assertThat(account.failures()).isZero();
                });
    }

    @Test
    void shouldReportAWrongKeyOnceUntilTheMappingChanges() {
        ThingSpeak.spoil(
                tank.id(),
                Integer.MAX_VALUE,
                new JsonObject().put("kind", "status").put("status", 401));
        var log = new ReportedChannels(tank.id());
        try (log) {
            tank.publish();
            awaitFailures(3);
            NodeEntry node = tank.node();
            TestDirectory.publish(
                    new NodeEntry(
                            node.version() + 1,
                            node.id(),
                            node.number(),
                            node.kind(),
                            node.category(),
                            node.placement(),
                            List.of()));
            awaitFailures(6);
            assertThat(log.lines()).isEqualTo(1);

            TestDirectory.publish(tank.withKey("ANOTHER").entry());

            await().atMost(LONGEST_WAIT).until(() -> log.lines() == 2);
        }
    }

    private void awaitFailures(int failures) {
        await().atMost(LONGEST_WAIT)
                .until(() -> Account.of(tank.node().id()).failures() >= failures);
    }

    /** Counts the lines that tell of a channel. */
    private static final class ReportedChannels extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger(PollScheduler.class.getName());
        private final long channelId;
        private final AtomicInteger lines = new AtomicInteger();

        ReportedChannels(long channelId) {
            this.channelId = channelId;
            logger.addHandler(this);
        }

        int lines() {
            return lines.get();
        }

        @Override
        public void publish(LogRecord line) {
            String text = line.getMessage() + Arrays.toString(line.getParameters());
            if (text.contains(Long.toString(channelId))) {
                int _ = lines.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }

    @Test
    void shouldAskAgainNoSoonerThanTheAnswerAllows() {
        ThingSpeak.spoil(
                tank.id(),
                1,
                new JsonObject().put("kind", "status").put("status", 429).put("retry_after", 4));
        tank.publish();
        await().atMost(LONGEST_WAIT).until(() -> ThingSpeak.requests(tank.id()) >= 1);

        await().during(Duration.ofMillis(3_500)).until(() -> ThingSpeak.requests(tank.id()) == 1);

        await().atMost(LONGEST_WAIT).until(() -> Account.of(tank.node().id()).accepted() == 1);
    }

    @Test
    void shouldReadAnAnswerThatWasCompressed() {
        ThingSpeak.spoil(tank.id(), Integer.MAX_VALUE, new JsonObject().put("kind", "gzip"));

        tank.publish();

        await().atMost(LONGEST_WAIT)
                .untilAsserted(
                        () -> assertThat(Account.of(tank.node().id()).accepted()).isEqualTo(1));
    }

    @Test
    void shouldNotShowTheKeyInWhatItTellsOfARedirection() {
        ThingSpeak.spoil(
                tank.id(),
                Integer.MAX_VALUE,
                new JsonObject()
                        .put("kind", "redirect")
                        .put("location", "http://127.0.0.1:1/x?api_key=S3CRET"));

        tank.withKey("S3CRET").publish();

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() ->
                        assertThat(Account.of(tank.node().id()).json().getString("channel"))
                                .contains("redirected", "http://127.0.0.1")
                                .doesNotContain("S3CRET"));
    }
}

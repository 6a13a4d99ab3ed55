package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.poller.fixture.Account;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.ThingSpeak.Row;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel that brings what we cannot work with, beside one that is as it should be. */
@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class FaultsIT {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    @Inject InstantSource clock;

    private final TestChannel poison = TestChannel.tank();
    private final TestChannel good = TestChannel.tank();

    @BeforeEach
    void prepare() {
        TestDirectory.markComplete();
        ThingSpeak.create(poison.id());
        ThingSpeak.create(good.id());
    }

    @AfterEach
    void endPolling() throws SQLException {
        ThingSpeak.behave();
        change("drop constraint if exists no_such_row");
        poison.remove();
        good.remove();
    }

    @Test
    void shouldTellAndWaitWhenTheDatabaseRefusesWhatAChannelBrings() throws SQLException {
        change(
                "add constraint no_such_row check (channel_id <> %d or cursor_entry_id = 0)"
                        .formatted(poison.id()));
        ThingSpeak.add(poison.id(), new Row(clock.instant().minusSeconds(60), "100", "3.7"));
        ThingSpeak.add(good.id(), new Row(clock.instant().minusSeconds(60), "100", "3.7"));

        poison.publish();
        good.publish();

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> {
                    Account account = Account.of(poison.node().id());
                    assertThat(account.errorKind()).isEqualTo("internal");
                    assertThat(account.json().getString("channel.last_error.message"))
                            .contains("23514");
                    assertThat(account.failures()).isGreaterThanOrEqualTo(4);
                });
        assertThat(Account.of(good.node().id()).accepted()).isEqualTo(1);
        // It waits as after any failure: the limit of the wait doubles from 0.2 s to 1 s.
        long failures = Account.of(poison.node().id()).failures();
        await().pollDelay(Duration.ofSeconds(3))
                .untilAsserted(() ->
                        assertThat(Account.of(poison.node().id()).failures())
                                .isBetween((int) failures, (int) failures + 12));

        change("drop constraint no_such_row");

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> {
                    assertThat(Account.of(poison.node().id()).accepted()).isEqualTo(1);
                    assertThat(Account.of(poison.node().id()).failures()).isZero();
                });
    }

    @Test
    void shouldRejectARowOfAYearThatTheDatabaseDoesNotKnow() {
        var feeds =
                new JsonArray()
                        .add(row(1, "0000-06-01T00:00:00Z"))
                        .add(row(2, clock.instant().minusSeconds(60).toString()));
        var channel = new JsonObject().put("id", poison.id()).put("last_entry_id", 2);
        ThingSpeak.spoil(
                poison.id(),
                Integer.MAX_VALUE,
                new JsonObject()
                        .put("kind", "body")
                        .put(
                                "body",
                                new JsonObject()
                                        .put("channel", channel)
                                        .put("feeds", feeds)
                                        .encode()));

        poison.publish();

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> {
                    Account account = Account.of(poison.node().id());
                    assertThat(account.accepted()).isEqualTo(1);
                    assertThat(account.rejectedRows()).containsEntry("not_a_time", 1L);
                    assertThat(account.failures()).isZero();
                });
    }

    private static JsonObject row(int number, String createdAt) {
        return new JsonObject()
                .put("created_at", createdAt)
                .put("entry_id", number)
                .put("field1", "100");
    }

    private static void change(String constraint) throws SQLException {
        try (Connection owner = EvaraServers.connectAsOwner("polling");
                Statement alter = owner.createStatement()) {
            boolean _ = alter.execute("alter table polling.channel " + constraint);
        }
    }
}

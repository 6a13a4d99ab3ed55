package com.evaratech.telemetry.thingspeak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.ingest.DeviceLimits;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one request may cost. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class FeedBoundsIT {

    @Inject DeviceLimits limits;

    @SuppressWarnings("NullAway.Init") // made before each test, once there is a server to ask
    private OwnChannel channel;

    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void create() {
        channel = OwnChannel.create();
    }

    @Test
    void shouldTakeNothingOfABulkWriteThatIsMoreThanTheChannelMaySendNow() {
        assertThat(limits.readings("channel " + channel.id(), 100_000)).isEmpty();
        String updates =
                IntStream.range(0, 14_000)
                        .mapToObj(i ->
                                "{\"created_at\": \"%s\", \"field1\": 1}"
                                        .formatted(now.minusSeconds(i)))
                        .collect(Collectors.joining(","));

        given().contentType("application/json")
                .body(
                        "{\"write_api_key\": \"%s\", \"updates\": [%s]}"
                                .formatted(channel.writeKey(), updates))
                .post(channel.path("bulk_update.json"))
                .then()
                .statusCode(429)
                .body("error.error_code", equalTo("error_too_many_requests"));

        read("feeds.json").body("feeds", hasSize(0));
    }

    @Test
    void shouldLookForTheLastValueOfAFieldAmongTheNewestEntriesAlone() throws SQLException {
        add(1, 1, 4);
        read("fields/4/last.txt").body(equalTo("7"));

        add(2, 10_000, 1);

        read("fields/4/last.txt").body(equalTo("-1"));
        read("fields/1/last.txt").body(equalTo("7"));
    }

    private void add(int firstEntry, int count, int field) throws SQLException {
        try (var owner = EvaraServers.connectAsOwner("telemetry");
                var statement = owner.createStatement()) {
            int _ =
                    statement.executeUpdate(
                            """
                            insert into telemetry.channel_entry (channel_id, entry_id, created_at, fields)
                            select %1$d, %2$d + n, now(),
                                array_fill(null::text, array[%3$d - 1]) || '7'::text
                                || array_fill(null::text, array[8 - %3$d])
                            from generate_series(0, %4$d - 1) n
                            """
                                    .formatted(channel.id(), firstEntry, field, count));
        }
    }

    private ValidatableResponse read(String rest) {
        return given().header("THINGSPEAKAPIKEY", channel.readKey())
                .get(channel.path(rest))
                .then()
                .statusCode(200);
    }
}

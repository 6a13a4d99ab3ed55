package com.evaratech.telemetry.thingspeak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.BusSetting;
import com.evaratech.telemetry.ingest.Device;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entries that are sent again, since their sender did not hear that they were taken. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class FeedRetryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // made before each test, once there is a server to ask
    private OwnChannel channel;

    private final Device other = Device.tank();
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    /** After another test's outage devices are told to come back. */
    @BeforeEach
    void awaitThatReadingsAreTaken() {
        BusSetting.appendFsync("always");
        awaitAnswer(200);
        channel = OwnChannel.create();
    }

    private void awaitAnswer(int status) {
        await().atMost(PATIENCE).until(() -> other.sends("{\"metrics\": {\"ph\": 7}}") == status);
    }

    @AfterEach
    void keepData() {
        BusSetting.appendFsync("always");
    }

    @Test
    void shouldKeepNoEntryTwiceWhenABulkWriteThatWasTakenInPartIsSentAgain() throws SQLException {
        // As after a write of whose portions the first was taken.
        bulk(800).then().statusCode(202);
        BusSetting.appendFsync("everysec");
        awaitAnswer(503);
        bulk(1_500).then().statusCode(503);
        assertThat(entries()).isEqualTo("800 of 800 from 1 to 800");

        BusSetting.appendFsync("always");
        awaitAnswer(200);
        bulk(1_500).then().statusCode(202);
        bulk(1_500).then().statusCode(202);

        assertThat(entries()).startsWith("1500 of 1500 from 1 to ");
    }

    @Test
    void shouldAnswerAnUpdateThatIsSentAgainWithItsNumber() throws SQLException {
        update("field1=1&created_at=" + now).then().body(equalTo("1"));
        update("field1=2&created_at=" + now).then().body(equalTo("2"));
        update("field1=1&status=ok&created_at=" + now).then().body(equalTo("3"));
        update("field1=1&created_at=" + now).then().body(equalTo("1"));
        update("field1=1&status=ok&created_at=" + now).then().body(equalTo("3"));
        update("field1=1").then().body(equalTo("4"));
        update("field1=1").then().body(equalTo("5"));

        assertThat(entries()).isEqualTo("5 of 3 from 1 to 5");
    }

    private Response update(String query) {
        return given().get("/update?api_key=%s&%s".formatted(channel.writeKey(), query));
    }

    private Response bulk(int count) {
        String updates =
                IntStream.range(0, count)
                        .mapToObj(i ->
                                "{\"created_at\": \"%s\", \"field1\": %d}"
                                        .formatted(now.minusSeconds(2_000 - i), i % 10))
                        .collect(Collectors.joining(","));
        return given().contentType("application/json")
                .body(
                        "{\"write_api_key\": \"%s\", \"updates\": [%s]}"
                                .formatted(channel.writeKey(), updates))
                .post(channel.path("bulk_update.json"));
    }

    /** How many entries there are, and of how many times. */
    private String entries() throws SQLException {
        try (var owner = EvaraServers.connectAsOwner("telemetry");
                var statement = owner.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select count(*) || ' of ' || count(distinct created_at)
                                    || ' from ' || min(entry_id) || ' to ' || max(entry_id)
                                from telemetry.channel_entry where channel_id = %d
                                """
                                        .formatted(channel.id()))) {
            boolean _ = rows.next();
            return rows.getString(1);
        }
    }
}

package com.evaratech.local.thingspeak.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteTest {
    private final ApiFixture it = new ApiFixture();
    private final String key = it.open.info().access().writeKey();

    @Test
    void shouldAnswerZeroWithTwoHundredWhenWrittenTooSoon() {
        assertThat(it.text("/update?api_key=" + key + "&field1=4")).isEqualTo("1");
        it.clock.advance(Duration.ofSeconds(13));
        Answer tooSoon = it.get("/update.json?api_key=" + key + "&field1=5");
        assertThat(tooSoon.status()).isEqualTo(200);
        assertThat(tooSoon.body().toString()).isEqualTo("0");
        it.clock.advance(Duration.ofSeconds(2));
        assertThat(it.text("/update?api_key=" + key + "&field1=6")).isEqualTo("2");
    }

    @Test
    void shouldRefuseAKeyThatDoesNotWrite() {
        Answer refused =
                it.get("/update?api_key=" + it.open.info().access().readKey() + "&field1=4");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).isEqualTo("0");
    }

    @Test
    void shouldTellWhatItWroteInJson() {
        JsonObject json =
                it.json(
                        "/update.json?api_key="
                                + key
                                + "&field1=4&created_at=2026-01-02+03:04:05&lat=17.4");
        assertThat(json.fieldNames())
                .startsWith("channel_id", "field1")
                .endsWith("created_at", "entry_id", "status", "latitude", "longitude", "elevation");
        assertThat(json.getString("created_at")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.getString("latitude")).isEqualTo("17.4");
    }

    @Test
    void shouldTakeABulkOnce() {
        String body =
                bulk(
                        new JsonArray()
                                .add(new JsonObject().put("delta_t", "0").put("field1", 1))
                                .add(new JsonObject().put("delta_t", 20).put("field1", 2.5)));
        Answer taken = post(body);
        assertThat(taken.status()).isEqualTo(202);
        assertThat(taken.body().toString()).isEqualTo("{\"success\":true}");
        assertThat(it.text("/channels/7/feeds.json"))
                .contains("2026-03-01T11:59:40Z\",\"entry_id\":1,\"field1\":\"1\"")
                .contains("2026-03-01T12:00:00Z\",\"entry_id\":2,\"field1\":\"2.5\"");
        it.clock.advance(Duration.ofSeconds(14));
        assertThat(post(body).status()).isEqualTo(429);
    }

    @Test
    void shouldRefuseBulksThatBreakTheRules() {
        JsonObject row =
                new JsonObject().put("created_at", "2026-02-01T00:00:00Z").put("field1", 1);
        assertThat(post(bulk(new JsonArray().add(row).add(row))).status()).isEqualTo(409);
        JsonArray many = new JsonArray();
        for (int i = 0; i < 961; i++) {
            many.add(new JsonObject().put("delta_t", 1));
        }
        assertThat(post(bulk(many)).status()).isEqualTo(413);
        JsonArray together = new JsonArray();
        together.add(new JsonObject().put("delta_t", 0)).add(new JsonObject().put("delta_t", 0));
        assertThat(post(bulk(together)).status()).isEqualTo(400);
        assertThat(post("{").status()).isEqualTo(400);
        assertThat(post("{\"write_api_key\":\"x\",\"updates\":[{\"delta_t\":1}]}").status())
                .isEqualTo(401);
        assertThat(it.open.size()).isZero();
    }

    @Test
    void shouldTakeABulkInCsv() {
        Answer taken =
                it.send(
                        "POST",
                        "/channels/7/bulk_update.csv?write_api_key="
                                + key
                                + "&time_format=absolute&updates=2026-02-01T00:00:00Z,4.5,,,,,,,,17.4,78.3,540,ok%7C"
                                + "2026-02-01T00:01:00Z,5",
                        null,
                        "");
        assertThat(taken.status()).isEqualTo(202);
        assertThat(it.text("/channels/7/feeds.json?status=true&location=true"))
                .contains(
                        "\"field1\":\"4.5\",\"field4\":null,\"latitude\":\"17.4\"",
                        "\"status\":\"ok\"")
                .contains("\"field1\":\"5\"");
    }

    @Test
    void shouldCountFromOneAgainAfterAClear() {
        it.row(it.open, Duration.ZERO, "1");
        assertThat(it.send("DELETE", "/channels/7/feeds.json?api_key=" + key, null, "").status())
                .isEqualTo(401);
        Answer cleared =
                it.send(
                        "DELETE",
                        "/channels/7/feeds.json?api_key=" + ProtocolOptions.FREE.userKey(),
                        null,
                        "");
        assertThat(cleared.body().toString()).isEqualTo("[]");
        assertThat(it.text("/update?api_key=" + key + "&field1=4")).isEqualTo("1");
    }

    private String bulk(JsonArray updates) {
        return new JsonObject().put("write_api_key", key).put("updates", updates).encode();
    }

    private Answer post(String body) {
        return it.send("POST", "/channels/7/bulk_update.json", null, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE", "HEAD"})
    void shouldWriteByGetAndPostOnly(String method) {
        assertThat(it.send(method, "/update?api_key=" + key + "&field1=1", null, "").status())
                .isEqualTo(405);
    }
}

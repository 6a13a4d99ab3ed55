package com.evaratech.local.thingspeak.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.Slot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadTest {
    private final ApiFixture it = new ApiFixture();

    @Test
    void shouldShowOnlyLabelledFieldsAsStringsOrNull() {
        it.row(it.open, Duration.ofMinutes(1), "1.5\r\n\r\n", "hidden", null, null);
        assertThat(it.text("/channels/7/feeds.json"))
                .contains(
                        "\"feeds\":[{\"created_at\":\"2026-03-01T11:59:00Z\",\"entry_id\":1,"
                                + "\"field1\":\"1.5\\r\\n\\r\\n\",\"field4\":null}]")
                .contains("\"last_entry_id\":1");
    }

    @Test
    void shouldSayNullForTheLastEntryOfAnEmptyChannel() {
        JsonObject json = it.json("/channels/7/feeds.json");
        assertThat(json.getJsonObject("channel").containsKey("last_entry_id")).isTrue();
        assertThat(json.getJsonObject("channel").getValue("last_entry_id")).isNull();
        assertThat(json.getJsonArray("feeds")).isEmpty();
        assertThat(it.text("/channels/7/feeds/last.json")).isEqualTo("\"-1\"");
    }

    @Test
    void shouldEscapeWhatMattersToHtml() {
        it.row(it.open, Duration.ZERO, "<b>&");
        assertThat(it.text("/channels/7/feeds.json")).contains("\"\\u003Cb\\u003E\\u0026\"");
    }

    @Test
    void shouldRefusePrivateFeedsWithMinusOne() {
        it.row(it.closed, Duration.ZERO, "3");
        assertThat(it.get("/channels/8/feeds.json").status()).isEqualTo(400);
        assertThat(it.text("/channels/8/feeds.json?api_key=wrong")).isEqualTo("-1");
        assertThat(it.get("/channels/8/feeds/last.json").status()).isEqualTo(200);
        assertThat(it.text("/channels/8/feeds/last.json")).isEqualTo("\"-1\"");
        assertThat(it.text("/channels/8/fields/1/last.txt")).isEqualTo("-1");
        assertThat(it.text("/channels/8/status.json")).isEqualTo("-1");
    }

    @Test
    void shouldFindTheKeyInAllItsPlaces() {
        String key = it.closed.info().access().readKey();
        for (String name : new String[] {"api_key", "key", "apikey"}) {
            assertThat(it.get("/channels/8/feeds.json?" + name + "=" + key).status())
                    .as(name)
                    .isEqualTo(200);
        }
        assertThat(it.send("GET", "/channels/8/feeds.json", key, "").status()).isEqualTo(200);
    }

    @Test
    void shouldAnswerLastByNumberAndResultsByTime() {
        it.row(it.open, Duration.ofDays(-1), "future");
        it.row(it.open, Duration.ofHours(5), "late");
        assertThat(it.json("/channels/7/feeds/last.json").getString("field1")).isEqualTo("late");
        assertThat(feeds("/channels/7/feeds.json?results=1").getJsonObject(0).getString("field1"))
                .isEqualTo("future");
        assertThat(it.json("/channels/7/feeds/entry/1.json").getString("field1"))
                .isEqualTo("future");
    }

    @Test
    void shouldBoundByEntryNumbers() {
        for (int i = 10; i > 0; i--) {
            it.row(it.open, Duration.ofMinutes(i), "v");
        }
        JsonArray feeds = feeds("/channels/7/feeds.json?start_entry_id=3&end_entry_id=5");
        assertThat(feeds.stream().map(row -> ((JsonObject) row).getLong("entry_id")))
                .containsExactly(3L, 4L, 5L);
    }

    @Test
    void shouldCountNanAsZeroInAveragesAndShowEmptyBuckets() {
        it.row(it.open, Duration.ofMinutes(175), "10", null, null, null);
        it.row(it.open, Duration.ofMinutes(170), "nan", null, null, null);
        it.row(it.open, Duration.ofMinutes(5), "7", null, null, null);
        assertThat(it.text("/channels/7/feeds.json?average=60"))
                .contains(
                        "\"feeds\":[{\"created_at\":\"2026-03-01T09:00:00Z\",\"field1\":\"5.0\",\"field4\":null},"
                                + "{\"created_at\":\"2026-03-01T10:00:00Z\",\"field1\":null,\"field4\":null},"
                                + "{\"created_at\":\"2026-03-01T11:00:00Z\",\"field1\":\"7.0\",\"field4\":null}]");
    }

    @Test
    void shouldWriteTimesInTheZoneAsked() {
        it.row(it.open, Duration.ZERO, "1");
        assertThat(it.text("/channels/7/feeds.json?timezone=America/New_York"))
                .contains("2026-03-01T07:00:00-05:00");
        assertThat(it.text("/channels/7/feeds.csv?offset=2"))
                .isEqualTo(
                        """
                        created_at,entry_id,field1,field4,latitude,longitude,elevation,status
                        2026-03-01T14:00:00+02:00,1,1,,,,,
                        """);
    }

    @Test
    void shouldRoundAndFilter() {
        it.row(it.closed, Duration.ofMinutes(2), "1.256");
        it.row(it.closed, Duration.ofMinutes(1), "9.9");
        String uri =
                "/channels/8/fields/1.json?round=2&max=5&key="
                        + it.closed.info().access().readKey();
        assertThat(feeds(uri).encode()).contains("\"1.26\"").doesNotContain("9.9");
    }

    @Test
    void shouldTellTheAgeAndTheLastValueThatIsNotNull() {
        it.row(it.open, Duration.ofSeconds(30), "4");
        it.row(it.open, Duration.ofSeconds(10), null, null, null, "ON");
        assertThat(it.text("/channels/7/fields/1/last.txt")).isEqualTo("4");
        assertThat(it.json("/channels/7/fields/1/last_data_age.json").getString("last_data_age"))
                .isEqualTo("30");
        assertThat(it.text("/channels/7/fields/1/last_data_age.txt")).isEqualTo("30");
    }

    @Test
    void shouldShowStatusWithNameAndPlaceOnly() {
        Instant time = ApiFixture.NOW;
        var _ = it.open.append(time, Cells.NONE.with(Slot.STATUS, "door open"));
        assertThat(it.text("/channels/7/status.json"))
                .isEqualTo(
                        "{\"channel\":{\"name\":\"Channel 7\",\"latitude\":\"0.0\",\"longitude\":\"0.0\"},"
                                + "\"feeds\":[{\"created_at\":\"2026-03-01T12:00:00Z\",\"entry_id\":1,"
                                + "\"status\":\"door open\"}]}");
    }

    @Test
    void shouldKeepBigAnswersForFiveMinutes() {
        for (int i = 0; i < 101; i++) {
            it.row(it.open, Duration.ofSeconds(200 - i), "v");
        }
        int big = feeds("/channels/7/feeds.json?results=500").size();
        assertThat(feeds("/channels/7/feeds.json?results=100")).hasSize(100);
        it.row(it.open, Duration.ZERO, "new");
        assertThat(feeds("/channels/7/feeds.json?results=500")).hasSize(big);
        assertThat(
                        feeds("/channels/7/feeds.json?results=100")
                                .getJsonObject(99)
                                .getString("field1"))
                .isEqualTo("new");
        it.clock.advance(Duration.ofMinutes(5));
        assertThat(feeds("/channels/7/feeds.json?results=500")).hasSize(big + 1);
    }

    @Test
    void shouldSpeakXml() {
        it.row(it.open, Duration.ZERO, "a<b", null, null, null);
        assertThat(it.text("/channels/7/feeds.xml"))
                .contains(
                        "<field1>a&lt;b</field1>",
                        "<field4 nil=\"true\"/>",
                        "<entry-id type=\"integer\">1</entry-id>");
    }

    private JsonArray feeds(String uri) {
        return it.json(uri).getJsonArray("feeds");
    }
}

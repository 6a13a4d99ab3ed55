package com.evaratech.telemetry.thingspeak;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.reading.NodeReadings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever is sent has an answer or a refusal that has a name, and nothing else. */
class FeedInputsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T06:30:00Z");
    private static final String BULK =
            """
            {"write_api_key": "ABCDEFGHIJKLMNOP", "more": [1, {"a": null}], "updates": [
                {"created_at": "2026-03-01T06:00:00Z", "field1": 1.5, "field2": "a\\u00e9", "x": []},
                {"created_at": "1772345000", "field8": true, "lat": null, "status": ""},
                {"delta_t": 15, "field1": "2"}]}
            """;
    private static final String FORM =
            "write_api_key=ABCDEFGHIJKLMNOP&time_format=absolute&updates="
                    + "2026-03-01T06:00:00Z,1,,3%2B4|2026-03-01 06:01:00,2,,,,,,,,1,2,3,ok";

    @Property
    void shouldReadAnyJsonOrRefuseIt(
            @ForAll("damaged") Damage damage, @ForAll @IntRange(max = 3) int cut)
            throws SQLException {
        byte[] body = damage.of(BULK, cut);
        List<String> keys = new ArrayList<>();

        answered(() -> BulkJson.read(new ByteArrayInputStream(body), keys::add));
    }

    @Property
    void shouldReadAnyFormOrRefuseIt(
            @ForAll("damaged") Damage damage, @ForAll @IntRange(max = 3) int cut)
            throws SQLException {
        byte[] body = damage.of(FORM, cut);
        List<String> keys = new ArrayList<>();

        answered(() ->
                BulkForm.read(new ByteArrayInputStream(body), Parameters.ofForm(""), keys::add));
    }

    @Property
    void shouldDateWhateverABulkWriteSays(@ForAll @IntRange(min = 1, max = 1_200) int count) {
        List<BulkWrite.Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(
                    BulkWrite.message(i, null, Integer.toString(i), FeedWrite.values(_ -> "1")));
        }

        try {
            List<FeedWrite> entries = BulkWrite.whole(messages).dated(NOW);
            assertThat(entries).hasSize(count);
            assertThat(entries.getLast().createdAt()).isEqualTo(NOW);
            assertThat(entries)
                    .isSortedAccordingTo(
                            (one, other) -> one.createdAt().compareTo(other.createdAt()));
        } catch (Refusal tooMany) {
            assertThat(count).isGreaterThan(NodeReadings.MOST);
        }
    }

    @Property
    void shouldUnderstandAnyParametersOfAFeed(@ForAll("queries") String query) {
        try {
            var parameters = Parameters.ofForm(query);
            Times times = Times.of(parameters);
            FeedQuery asked = FeedQuery.of(parameters, times, NOW);

            assertThat(asked.limit()).isBetween(0, 8_000);
            assertThat(FeedQuery.ofStatuses(parameters, times, NOW).limit()).isBetween(0, 8_000);
            assertThat(times.text(NOW)).isNotEmpty();
            assertThat(FeedBounds.of(parameters)).isNotNull();
            assertThat(FeedSummary.of(parameters).map(each -> each.of(List.of(), times.zone())))
                    .isNotNull();
            assertThat(FeedWrite.of(parameters, NOW)).isNotNull();
            assertThat(parameters.key()).isNotNull();
        } catch (Refusal notEncoded) {
            assertThat(notEncoded.response().getStatus()).isEqualTo(400);
        }
    }

    @Provide
    Arbitrary<String> queries() {
        Arbitrary<String> names =
                Arbitraries.of(
                        "results",
                        "days",
                        "minutes",
                        "start",
                        "end",
                        "timezone",
                        "offset",
                        "average",
                        "timescale",
                        "round",
                        "min",
                        "max",
                        "field1",
                        "created_at",
                        "api_key",
                        "start_entry_id");
        Arbitrary<String> values =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "-1",
                                "99999999999",
                                "2026-02-30 25:61:00",
                                "9999999-01-01",
                                "-999999999999",
                                "Asia/Kolkata",
                                "Mars/Base",
                                "+19",
                                "1e999",
                                "NaN",
                                "daily",
                                "%",
                                "%ZZ",
                                "%00"),
                        Arbitraries.integers().map(String::valueOf),
                        Arbitraries.strings().ofMaxLength(20));
        return Arbitraries.maps(names, values)
                .ofMaxSize(8)
                .map(pairs ->
                        pairs.entrySet().stream()
                                .map(pair -> pair.getKey() + "=" + pair.getValue())
                                .collect(Collectors.joining("&")));
    }

    /** Bytes that are put into a text, and where. */
    record Damage(int place, String more) {

        byte[] of(String text, int cut) {
            int at = place % (text.length() + 1);
            int behind = Math.min(text.length(), at + cut);
            return (text.substring(0, at) + more + text.substring(behind))
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    @Provide
    Arbitrary<Damage> damaged() {
        Arbitrary<String> more =
                Arbitraries.oneOf(
                        Arbitraries.of("", "\"", "}", "]", "[[[[", "{", ",", "\\", "NaN", "&", "%"),
                        Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(6));
        return Arbitraries.integers()
                .between(0, 2_000)
                .flatMap(place -> more.map(text -> new Damage(place, text)));
    }

    @FunctionalInterface
    private interface Reading {
        List<BulkWrite.Message> messages() throws SQLException;
    }

    private static void answered(Reading reading) throws SQLException {
        try {
            assertThat(reading.messages()).isNotNull();
        } catch (Refusal refused) {
            assertThat(refused.response().getStatus()).isIn(400, 413);
        }
    }
}

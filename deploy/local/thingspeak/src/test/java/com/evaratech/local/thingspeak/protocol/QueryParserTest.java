package com.evaratech.local.thingspeak.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.thingspeak.channels.TimeReader;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class QueryParserTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void shouldLetResultsMakeDaysVoid() {
        ReadQuery query = parse("results", "5", "days", "1");
        assertThat(query.limit()).isEqualTo(5);
        assertThat(query.window().fromSecond()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void shouldBoundByDaysAndNotByNow() {
        ReadQuery query = parse("days", "2");
        assertThat(query.limit()).isEqualTo(8000);
        assertThat(query.window().fromSecond())
                .isEqualTo(Instant.parse("2026-02-27T12:00:00Z").getEpochSecond());
        assertThat(query.window().toSecond()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldReadStartInTheZoneOfTheRequest() {
        ReadQuery query =
                parse("start", "2026-02-28 10:00:00", "timezone", "Asia/Kolkata", "offset", "3");
        assertThat(query.window().fromSecond())
                .isEqualTo(Instant.parse("2026-02-28T04:30:00Z").getEpochSecond());
    }

    @Test
    void shouldTakeOnlyTheBucketsOfTheService() {
        assertThat(parse("average", "60").aggregation())
                .contains(new Aggregation(Aggregation.Kind.AVERAGE, 60, false));
        assertThat(parse("sum", "daily").aggregation())
                .contains(new Aggregation(Aggregation.Kind.SUM, 1440, true));
        assertThat(parse("median", "7").aggregation()).isEmpty();
    }

    @Property
    void shouldKeepResultsWithinTheService(@ForAll long results) {
        assertThat(parse("results", Long.toString(results)).limit()).isBetween(0, 8000);
    }

    @Property
    void shouldIgnoreWhatMeansNothing(@ForAll String junk) {
        for (String name :
                List.of(
                        "results",
                        "days",
                        "minutes",
                        "start",
                        "end",
                        "timezone",
                        "offset",
                        "round",
                        "min")) {
            assertThat(parse(name, junk).limit()).isBetween(0, 8000);
        }
    }

    @Property
    void shouldReadBackEveryTime(@ForAll @LongRange(min = 0, max = 99_999_999_999L) long second) {
        Instant time = Instant.ofEpochSecond(second);
        assertThat(TimeReader.read(Long.toString(second), ZoneOffset.UTC)).contains(time);
        if (time.isBefore(Instant.parse("9999-12-31T00:00:00Z"))) {
            assertThat(TimeReader.read(time.toString(), ZoneOffset.ofHours(5))).contains(time);
        }
    }

    @Test
    void shouldReadAllFormsOfTimes() {
        Instant time = Instant.parse("2021-02-18T21:46:23Z");
        for (String form :
                List.of(
                        "2021-02-18 21:46:23 UTC",
                        "2021-02-18 16:46:23 -0500",
                        "2021-02-18T22:46:23+01:00",
                        "2021-02-18T21:46:23Z",
                        "2021-02-18 21:46:23")) {
            assertThat(TimeReader.read(form, ZoneOffset.UTC)).as(form).contains(time);
        }
    }

    private static ReadQuery parse(String... pairs) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.add(pairs[i], pairs[i + 1]);
        }
        Target target = new Target.Feeds(1, Format.JSON);
        ApiRequest request = new ApiRequest("GET", "/", target, parameters, null, Buffer.buffer());
        return new QueryParser(CsvTimes.OFFSET).parse(request, NOW);
    }
}

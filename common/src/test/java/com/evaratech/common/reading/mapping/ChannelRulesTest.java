package com.evaratech.common.reading.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.reading.normalise.FieldMapping;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelRulesTest {

    private static final FieldWish LEVEL = number(1, "water_level_cm", null, null);

    @Test
    void shouldFillInWhatIsLeftOut() {
        var mapping = accept(Kind.TANK, LEVEL);

        assertThat(mapping.readApiKey()).isNull();
        assertThat(mapping.intervalSeconds()).isEqualTo(60);
        assertThat(mapping.fields()).containsExactly(FieldMapping.plain(1, Metric.WATER_LEVEL_CM));
    }

    @Test
    void shouldOrderFieldsByTheirNumbers() {
        var mapping =
                accept(
                        Kind.TANK,
                        number(8, "battery_v", 0.001, null),
                        number(2, "water_level_cm", -1.0, 250.0));

        assertThat(mapping.fields())
                .containsExactly(
                        new FieldMapping(2, Metric.WATER_LEVEL_CM, -1, 250, Map.of()),
                        new FieldMapping(8, Metric.BATTERY_V, 0.001, 0, Map.of()));
    }

    @Test
    void shouldAcceptWordsOfAMetricOfWords() {
        var mapping = accept(Kind.FLOW, words(Map.of("1", "RUNNING", "0", "STOPPED")));

        assertThat(mapping.fields().getFirst().words())
                .isEqualTo(Map.of("1", "RUNNING", "0", "STOPPED"));
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void shouldNameTheFieldAtFault(Kind kind, List<FieldWish> wishes, String field) {
        assertThat(refusedFields(wish(1L, null, null, wishes), kind)).containsExactly(field);
    }

    static Stream<Arguments> wrongFields() {
        var tooMany =
                IntStream.rangeClosed(0, 20)
                        .boxed()
                        .collect(Collectors.toMap(raw -> "raw" + raw, raw -> "RUNNING"));
        return Stream.of(
                wrong(Kind.TANK, "fields"),
                wrong(Kind.TANK, "fields", Collections.nCopies(9, LEVEL).toArray(FieldWish[]::new)),
                wrong(Kind.TANK, "fields[0].field", number(0, "ph", null, null)),
                wrong(Kind.TANK, "fields[0].field", number(9, "ph", null, null)),
                wrong(Kind.TANK, "fields[0].field", number(null, "ph", null, null)),
                wrong(Kind.TANK, "fields[1].field", LEVEL, number(1, "ph", null, null)),
                wrong(Kind.TANK, "fields[0].metric", number(1, "wetness", null, null)),
                wrong(Kind.TANK, "fields[0].metric", number(1, null, null, null)),
                wrong(Kind.TANK, "fields[0].metric", number(1, "pressure_bar", null, null)),
                wrong(
                        Kind.TANK,
                        "fields[1].metric",
                        LEVEL,
                        number(2, "water_level_cm", null, null)),
                wrong(Kind.TANK, "fields[0].scale", number(1, "ph", 0.0, null)),
                wrong(Kind.TANK, "fields[0].scale", number(1, "ph", -0.0, null)),
                wrong(Kind.TANK, "fields[0].scale", number(1, "ph", Double.NaN, null)),
                wrong(
                        Kind.TANK,
                        "fields[0].scale",
                        number(1, "ph", Double.NEGATIVE_INFINITY, null)),
                wrong(Kind.TANK, "fields[0].offset", number(1, "ph", null, Double.NaN)),
                wrong(Kind.TANK, "fields[0].offset", number(1, "ph", null, 1e10)),
                wrong(
                        Kind.TANK,
                        "fields[0].words",
                        new FieldWish(1, "ph", null, null, Map.of("1", "RUNNING"))),
                wrong(
                        Kind.FLOW,
                        "fields[0].scale",
                        new FieldWish(1, "pump_status", 2.0, null, null)),
                wrong(
                        Kind.FLOW,
                        "fields[0].offset",
                        new FieldWish(1, "pump_status", null, 1.0, null)),
                wrong(Kind.FLOW, "fields[0].words.1", words(Map.of("1", "running"))),
                wrong(Kind.FLOW, "fields[0].words", words(Map.of(" 1", "RUNNING"))),
                wrong(Kind.FLOW, "fields[0].words", words(Map.of("", "RUNNING"))),
                wrong(Kind.FLOW, "fields[0].words", words(tooMany)));
    }

    @Test
    void shouldTellOfAllFaultsAtOnce() {
        var wish =
                new ChannelWish(
                        0L,
                        "no key!",
                        86_401,
                        List.of(number(9, "wetness", 0.0, null), number(1, "ph", 0.0, null)));

        assertThat(refusedFields(wish, Kind.TANK))
                .containsExactly(
                        "channel_id",
                        "read_api_key",
                        "interval_seconds",
                        "fields[0].field",
                        "fields[0].metric",
                        "fields[1].scale");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEY-1", " KEY", "KEY\n"})
    void shouldNotRepeatWhatWasMeantToBeAKey(String key) {
        var refusal = refusal(wish(1L, key, null, List.of(LEVEL)), Kind.TANK);

        assertThat(refusal.errors()).singleElement().extracting(FieldError::value).isNull();
        assertThat(wish(1L, key, null, List.of(LEVEL)).toString()).doesNotContain(key);
    }

    private static Arguments wrong(Kind kind, String field, FieldWish... wishes) {
        return Arguments.of(kind, List.of(wishes), field);
    }

    private static ChannelMapping accept(Kind kind, FieldWish... wishes) {
        return ChannelRules.accept(wish(1L, null, null, List.of(wishes)), kind, 60);
    }

    private static List<String> refusedFields(ChannelWish wish, Kind kind) {
        return refusal(wish, kind).errors().stream().map(FieldError::field).toList();
    }

    private static InvalidRequest refusal(ChannelWish wish, Kind kind) {
        return catchThrowableOfType(
                InvalidRequest.class, () -> ChannelRules.accept(wish, kind, 60));
    }

    private static ChannelWish wish(
            Long id, @Nullable String key, @Nullable Integer interval, List<FieldWish> fields) {
        return new ChannelWish(id, key, interval, List.copyOf(fields));
    }

    private static FieldWish number(
            @Nullable Integer field,
            @Nullable String metric,
            @Nullable Double scale,
            @Nullable Double offset) {
        return new FieldWish(field, metric, scale, offset, null);
    }

    private static FieldWish words(Map<String, String> words) {
        return new FieldWish(1, "pump_status", null, null, Map.copyOf(words));
    }
}

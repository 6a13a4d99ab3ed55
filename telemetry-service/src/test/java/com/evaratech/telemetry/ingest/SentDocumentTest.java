package com.evaratech.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.reading.normalise.RejectReason;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentDocumentTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String GOOD = "{\"metrics\": {\"ph\": 7}}";

    private static List<SentItem> read(String body) throws IOException {
        return read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<SentItem> read(byte[] body) throws IOException {
        return SentDocument.read(new ByteArrayInputStream(body));
    }

    @Property(tries = 100)
    void shouldReadWhatReadingsSayWhateverFormTheyComeIn(
            @ForAll("readings") List<Map<String, Object>> readings) throws IOException {
        String array = MAPPER.writeValueAsString(readings);

        List<JsonNode> trees = MAPPER.readerForListOf(JsonNode.class).readValue(array);

        assertThat(read(array)).extracting(SentItem::tree).isEqualTo(trees);
        assertThat(read("{\"readings\":" + array + "}"))
                .extracting(SentItem::tree)
                .isEqualTo(trees);
        for (JsonNode tree : trees) {
            SentItem line = SentDocument.readLine(tree.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(line).isEqualTo(SentItem.of(tree));
        }
    }

    @Property(tries = 100)
    void shouldAnswerAnyBytesWithReadingsOrWithWhatIsWrong(@ForAll byte[] body) throws IOException {
        try {
            assertThat(read(body)).isNotEmpty();
        } catch (JsonProcessingException | InvalidRequest told) {
            assertThat(told.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 100)
    void shouldAnswerADamagedBodyWithReadingsOrWithWhatIsWrong(
            @ForAll("readings") List<Map<String, Object>> readings,
            @ForAll int place,
            @ForAll byte wrong)
            throws IOException {
        byte[] body = MAPPER.writeValueAsBytes(readings);
        body[Math.floorMod(place, body.length)] = wrong;
        shouldAnswerAnyBytesWithReadingsOrWithWhatIsWrong(body);
    }

    @Property(tries = 100)
    void shouldReadAnyLineAsOneReadingOrNone(@ForAll byte[] line) {
        assertThat(SentDocument.readLine(line)).isNotNull();
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> readings() {
        // UTF-8 has no halves of surrogate pairs.
        Arbitrary<String> text =
                Arbitraries.strings().withCharRange('\0', '\ud7ff').ofMaxLength(15);
        Arbitrary<Object> value =
                Arbitraries.oneOf(
                        Arbitraries.doubles().map(each -> (Object) each),
                        Arbitraries.longs()
                                .filter(each -> (int) each.longValue() != each)
                                .map(each -> (Object) each),
                        text.map(each -> (Object) each),
                        Arbitraries.of(true, false).map(each -> (Object) each));
        Arbitrary<String> name = text;
        Arbitrary<Object> metrics =
                Arbitraries.maps(name, value).ofMaxSize(5).map(each -> (Object) each);
        return Arbitraries.maps(
                        name.filter(each -> !each.equals("readings")),
                        Arbitraries.oneOf(value, metrics))
                .ofMaxSize(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Test
    void shouldNameAFieldThatCameTwiceInTheReadingItCameIn() throws IOException {
        List<SentItem> items =
                read("[%s, {\"metrics\": {\"ph\": 7, \"ph\": 8}}, %s]".formatted(GOOD, GOOD));

        assertThat(items).hasSize(3);
        assertThat(items.get(1).fault())
                .hasValueSatisfying(fault -> {
                    assertThat(fault.reason()).isEqualTo(RejectReason.DUPLICATE_FIELD);
                    assertThat(fault.field()).isEqualTo("metrics.ph");
                    assertThat(fault.value()).isEqualTo("8");
                });
        assertThat(items.get(2).fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999", "-1e400"})
    void shouldShowWhatIsNoNumberAsItWasWritten(String number) throws IOException {
        SentItem item = read("{\"metrics\": {\"ph\": %s}}".formatted(number)).getFirst();

        assertThat(item.tree().path("metrics").path("ph").textValue()).isEqualTo(number);
    }

    @Test
    void shouldKeepNothingOfWhatIsNestedDeeperThanReadingsAre() throws IOException {
        String deep = "{\"a\":".repeat(400) + "1" + "}".repeat(400);

        List<SentItem> items = read("[{\"metrics\": {\"ph\": %s}}, %s]".formatted(deep, GOOD));

        assertThat(items.getFirst().tree().path("metrics").path("ph").textValue()).isEqualTo("{…}");
        assertThat(items.getLast()).isEqualTo(read(GOOD).getFirst());
    }

    @Test
    void shouldRefuseADocumentThatIsNestedWithoutEnd() {
        String deep = "[".repeat(2_000_000);

        assertThatThrownBy(() -> read("[{\"metrics\": " + deep))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void shouldNotKeepMoreFieldsThanAReadingCanHave() throws IOException {
        var body = new StringBuilder("{\"metrics\": {");
        for (int i = 0; i < 100_000; i++) {
            body.append("\"m").append(i).append("\": 1,");
        }
        body.append("\"ph\": 7}}");

        assertThat(read(body.toString()).getFirst().tree().path("metrics")).hasSize(256);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "null",
                "\"text\"",
                "[]",
                "{\"readings\": []}",
                "{\"readings\": {}}",
                "{\"readings\": [{}], \"metrics\": {}}",
                "{\"readings\": [{}], \"readings\": [{}]}",
                "[{}] {}"
            })
    void shouldRefuseWhatIsJsonAndNoReadings(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void shouldRefuseTextThatIsNotUtf8() {
        byte[] latin = "{\"metrics\": {\"é\": 7}}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = GOOD.getBytes(StandardCharsets.UTF_16);

        assertThatThrownBy(() -> read(latin)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> read(wide)).isInstanceOf(JsonProcessingException.class);
        assertThat(SentDocument.readLine(latin).fault())
                .hasValueSatisfying(
                        fault -> assertThat(fault.reason()).isEqualTo(RejectReason.UNREADABLE));
    }
}

package com.evaratech.telemetry.history;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.normalise.FieldMapping;
import com.evaratech.telemetry.history.Layout.ColumnMeaning;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTest {

    private static final Meaning NONE = new Meaning(List.of(), Map.of(), Map.of(), UTC);

    @Test
    void shouldFindTheFieldsOfAChannelWhoseMeaningIsKnown() throws FileUnreadable {
        Metric ph = Metric.find("ph").orElseThrow();
        var meaning = new Meaning(List.of(FieldMapping.plain(2, ph)), Map.of(), Map.of(), UTC);

        Layout layout =
                Layout.of(
                        ImportFormat.THINGSPEAK,
                        List.of("created_at", "entry_id", "field1", "field2", "status"),
                        meaning,
                        true);

        assertThat(layout.time()).isZero();
        assertThat(layout.meanings()).isEqualTo(Map.of(3, new ColumnMeaning.Field(2)));
    }

    @Test
    void shouldTakeColumnsOfMetricsByTheirNamesOrWhatTheyAreSaidToBe() throws FileUnreadable {
        var meaning = new Meaning(List.of(), Map.of(), Map.of("pH-Wert", "ph", "comment", ""), UTC);

        Layout layout =
                Layout.of(
                        ImportFormat.CSV,
                        List.of("node", "time", "pH-Wert", "comment", "tds_ppm"),
                        meaning,
                        false);

        assertThat(layout.node()).hasValue(0);
        assertThat(layout.meanings())
                .isEqualTo(
                        Map.of(
                                2, new ColumnMeaning.OfMetric("ph"),
                                4, new ColumnMeaning.OfMetric("tds_ppm")));
    }

    @Test
    void shouldSayWhatALineOfNamesLacks() {
        assertThatThrownBy(() -> layout(ImportFormat.CSV, true, "ph"))
                .isInstanceOf(FileUnreadable.class)
                .hasMessageContaining("no column of times");
        assertThatThrownBy(() -> layout(ImportFormat.CSV, false, "recorded_at", "ph"))
                .hasMessageContaining("no column of nodes");
        assertThatThrownBy(() -> layout(ImportFormat.CSV, true, "recorded_at", "weather"))
                .hasMessageContaining("The column weather is no metric");
        assertThatThrownBy(() -> layout(ImportFormat.CSV, true, "recorded_at"))
                .hasMessageContaining("names no metric");
        assertThatThrownBy(() -> layout(ImportFormat.EAV, false, "node", "time", "field"))
                .hasMessageContaining("no column of fields");
        assertThatThrownBy(() -> layout(ImportFormat.THINGSPEAK, true, "created_at", "field1"))
                .hasMessageContaining("none of the fields");
    }

    private static Layout layout(ImportFormat format, boolean hasNode, String... names)
            throws FileUnreadable {
        return Layout.of(format, List.of(names), NONE, hasNode);
    }
}

package com.evaratech.poller.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.local.thingspeak.campus.Campus;
import com.evaratech.local.thingspeak.campus.CampusNode;
import com.evaratech.local.thingspeak.campus.CampusOptions;
import com.evaratech.local.thingspeak.campus.Category;
import com.evaratech.local.thingspeak.campus.QuirkRates;
import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.channels.Row;
import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.channels.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The stand-in's campus against the metric catalogue. The stand-in shares no code with the
 * services, since it plays a foreign system, so only this test keeps the two from drifting apart.
 */
class CampusCatalogueTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final CampusOptions OPTIONS =
            CampusOptions.of(16).withQuirks(QuirkRates.NONE).withInterval(Duration.ofMinutes(5));

    @Test
    void shouldHaveTheCategoriesOfTheCatalogueAndTheirKinds() {
        assertThat(Category.values())
                .extracting(Category::name, Category::kind)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(com.evaratech.common.metric.Category.values())
                                .map(known -> tuple(known.name(), known.kind().name()))
                                .toList());
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void shouldMeasureOnlyWhatNodesOfTheKindHave(Category category) {
        var kind = com.evaratech.common.metric.Category.find(category.name()).orElseThrow().kind();

        assertThat(category.columns())
                .extracting(Category.Column::metric)
                .doesNotHaveDuplicates()
                .isSubsetOf(Metric.of(kind).stream().map(Metric::code).toList());
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void shouldLabelEachFieldWithTheCataloguesUnit(Category category) {
        assertThat(category.columns())
                .allSatisfy(column ->
                        assertThat(column.label())
                                .describedAs(column.metric())
                                .contains(metric(column).unit().symbol()));
    }

    @Test
    void shouldReportOnlyWhatCanBeTrue() {
        Campus campus = new Campus(OPTIONS, new ChannelStore(10_000), START);
        campus.advanceTo(START.plus(Duration.ofDays(2)));

        assertThat(campus.nodes()).hasSize(16).allSatisfy(CampusCatalogueTest::isPlausible);
    }

    private static void isPlausible(CampusNode node) {
        List<Row> rows = node.channel().newest(Window.ALL, Integer.MAX_VALUE);
        assertThat(rows).hasSizeGreaterThan(500);
        List<Category.Column> columns = node.category().columns();
        for (int field = 0; field < columns.size(); field++) {
            Metric metric = metric(columns.get(field));
            Slot slot = Slot.valueOf("FIELD" + (field + 1));
            assertThat(rows)
                    .extracting(row -> row.get(slot))
                    .describedAs("%s of %s", metric, node.key())
                    .allSatisfy(value -> assertThat(admits(metric, value)).isTrue());
        }
    }

    private static boolean admits(Metric metric, String value) {
        return switch (metric.plausible()) {
            case Plausible.Range _ -> metric.admits(Double.parseDouble(value));
            case Plausible.OneOf _ -> metric.admits(value);
        };
    }

    private static Metric metric(Category.Column column) {
        return Metric.find(column.metric()).orElseThrow();
    }
}

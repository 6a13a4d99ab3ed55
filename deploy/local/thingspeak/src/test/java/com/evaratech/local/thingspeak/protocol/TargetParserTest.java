package com.evaratech.local.thingspeak.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TargetParserTest {

    @Test
    void shouldReadSingularAndPluralPathsAlike() {
        assertThat(TargetParser.parse("/channels/9/feed.json"))
                .isEqualTo(TargetParser.parse("/channels/9/feeds.json"));
        assertThat(TargetParser.parse("/channels/9/field/1/last.txt"))
                .contains(new Target.LastField(9, 1, Format.TEXT));
        assertThat(TargetParser.parse("/channels/9/fields/field3.csv"))
                .contains(new Target.FieldFeeds(9, 3, Format.CSV));
        assertThat(TargetParser.parse("/channels/9/feeds/last_data_age.json"))
                .contains(new Target.FeedAge(9, Format.JSON));
        assertThat(TargetParser.parse("/update")).contains(new Target.Update(Format.TEXT));
    }

    @Test
    void shouldKnowNoOtherPaths() {
        assertThat(TargetParser.parse("/channels/9")).isEmpty();
        assertThat(TargetParser.parse("/channels/x/feeds.json")).isEmpty();
        assertThat(TargetParser.parse("/channels/9/fields/9.json")).isEmpty();
        assertThat(TargetParser.parse("/channels/9/feeds/last/more.json")).isEmpty();
    }

    @Property
    void shouldFindEveryEntry(
            @ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long channel,
            @ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long entry) {
        assertThat(TargetParser.parse("/channels/" + channel + "/feeds/entry/" + entry + ".json"))
                .contains(new Target.Entry(channel, entry, Format.JSON));
    }

    @Property
    void shouldAcceptFieldsOneToEightOnly(@ForAll @IntRange(min = 0, max = 20) int field) {
        assertThat(TargetParser.parse("/channels/1/fields/" + field + ".json").isPresent())
                .isEqualTo(field >= 1 && field <= 8);
    }

    @Property
    void shouldNeverFail(@ForAll String path) {
        assertThat(TargetParser.parse("/channels/" + path)).isNotNull();
    }
}

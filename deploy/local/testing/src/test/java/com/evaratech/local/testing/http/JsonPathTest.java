package com.evaratech.local.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

    private static final JsonPath PAGE =
            new JsonPath(
                    """
                    {
                      "items": [
                        {"id": "a", "level": 1, "tags": ["x", "y"], "after": {"ph": 7.5}},
                        {"id": "b", "level": null, "tags": [], "after": null},
                        {"id": "a", "level": 3, "tags": ["z"]}
                      ],
                      "counts": {"rows": 2, "last-entry": 9007199254740993},
                      "next": null
                    }
                    """);

    @Test
    void shouldFollowFieldsAndElements() {
        assertThat(PAGE.<Integer>get("counts.rows")).isEqualTo(2);
        assertThat(PAGE.getString("items[0].id")).isEqualTo("a");
        assertThat(PAGE.getInt("items[-1].level")).isEqualTo(3);
        assertThat(PAGE.getString("items[0].tags[1]")).isEqualTo("y");
        assertThat(PAGE.getLong("counts.'last-entry'")).isEqualTo(9_007_199_254_740_993L);
        assertThat(new JsonPath("[{\"id\": 4}]").getInt("[0].id")).isEqualTo(4);
    }

    @Test
    void shouldTakeAFieldOfEachElement() {
        assertThat(PAGE.getList("items.id")).containsExactly("a", "b", "a");
        assertThat(PAGE.getList("items.level")).isEqualTo(Arrays.asList(1, null, 3));
        assertThat(PAGE.getList("items.tags"))
                .containsExactly(List.of("x", "y"), List.of(), List.of("z"));
        assertThat(PAGE.getList("items.tags.flatten()")).containsExactly("x", "y", "z");
    }

    @Test
    void shouldPassOverElementsThatAreNull() {
        assertThat(PAGE.getList("items.after")).hasSize(3);
        assertThat(PAGE.getList("items.after.ph")).containsExactly(7.5f);
    }

    @Test
    void shouldChooseElementsByWhatAFieldReads() {
        assertThat(PAGE.getList("items[id=a].level")).containsExactly(1, 3);
        assertThat(PAGE.getInt("items[level=3][0].level")).isEqualTo(3);
        assertThat(PAGE.getList("items[id=c]")).isEmpty();
    }

    @Test
    void shouldCountElementsAndFields() {
        assertThat(PAGE.getInt("items.size()")).isEqualTo(3);
        assertThat(PAGE.getInt("counts.size()")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "next",
                "missing",
                "next.id",
                "items[3]",
                "items[-4].id",
                "items[1].after.ph"
            })
    void shouldBeNullWhereNothingIs(String place) {
        assertThat(PAGE.<Object>get(place)).isNull();
        assertThat(PAGE.getString(place)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "counts.rows.more",
                "counts[0]",
                "items.find { it.id == 'a' }",
                "items..id",
                "next)"
            })
    void shouldRefuseWhatIsNoPlace(String place) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PAGE.get(place))
                .withMessageContaining(place);
    }

    @Test
    void shouldBeTheWholeWithoutAStep() {
        assertThat(PAGE.getMap(""))
                .containsOnlyKeys("items", "counts", "next")
                .isEqualTo(PAGE.getMap("$"));
    }

    @Test
    void shouldReadListsOfATypeOfTheirOwn() {
        var ids =
                new JsonPath(
                        "{\"ids\": [\"00000000-0000-0000-0000-000000000001\"], \"counts\": [1]}");

        assertThat(ids.getList("ids", UUID.class)).containsExactly(new UUID(0, 1));
        assertThat(ids.getList("counts", Long.class)).containsExactly(1L);
    }

    @Test
    void shouldRefuseWhatIsNoJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonPath("<html>"))
                .withMessageContaining("<html>");
    }
}

package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.access.Placement;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WishTest {

    private static final UUID NODE = UUID.randomUUID();
    private static final Placement PLACE =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), null);

    @Test
    void shouldWantWhatWasAskedFor() {
        var community = PLACE.communityId();

        assertThat(wants(Wish.parse("{\"subscribe\":\"all\"}"))).isTrue();
        assertThat(wants(asking("nodes", NODE))).isTrue();
        assertThat(wants(asking("nodes", community))).isFalse();
        assertThat(wants(asking("communities", community))).isTrue();
        assertThat(wants(asking("communities", NODE))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "all",
                "null",
                "[]",
                "{}",
                "{\"subscribe\":null}",
                "{\"subscribe\":1}",
                "{\"subscribe\":\"ALL\"}",
                "{\"subscribe\":{}}",
                "{\"subscribe\":\"all\",\"more\":1}",
                "{\"topics\":[\"alerts\"]}",
                "{\"subscribe\":\"all\",\"topics\":[]}",
                "{\"subscribe\":\"all\",\"topics\":\"alerts\"}",
                "{\"subscribe\":\"all\",\"topics\":[\"weather\"]}",
                "{\"subscribe\":\"all\",\"topics\":[null]}",
                "{\"subscribe\":\"all\",\"cursor\":1}",
                "{\"subscribe\":{\"nodes\":null}}",
                "{\"subscribe\":{\"nodes\":\"all\"}}",
                "{\"subscribe\":{\"nodes\":[]}}",
                "{\"subscribe\":{\"nodes\":[null]}}",
                "{\"subscribe\":{\"nodes\":[1]}}",
                "{\"subscribe\":{\"nodes\":[\"1-1-1-1-1\"]}}",
                "{\"subscribe\":{\"tags\":[\"drinking\"]}}"
            })
    void shouldRefuseWhatHasNoneOfTheForms(String text) {
        assertThatThrownBy(() -> Wish.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Wish.FORMS);
    }

    @Test
    void shouldTakeAThousandIdsAndNotOneMore() {
        assertThat(Wish.parse(ofNodes(1_000)).subscription())
                .isInstanceOf(Subscription.Nodes.class);

        assertThatThrownBy(() -> Wish.parse(ofNodes(1_001)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldWantTheUsualTopicsUnlessOthersAreAskedFor() {
        assertThat(Wish.parse("{\"subscribe\":\"all\"}").topics())
                .containsExactlyInAnyOrder(Topic.READINGS, Topic.ALERTS);
        assertThat(Wish.parse("{\"subscribe\":\"all\",\"topics\":[\"status\"]}").topics())
                .containsExactly(Topic.STATUS);
    }

    @Test
    void shouldWantCursorsWhenOneIsNamed() {
        var none = Wish.parse("{\"subscribe\":\"all\"}");
        var first = Wish.parse("{\"subscribe\":\"all\",\"cursor\":null}");
        var later = Wish.parse("{\"subscribe\":\"all\",\"cursor\":\"abc\"}");

        assertThat(none.withCursors()).isFalse();
        assertThat(first.withCursors()).isTrue();
        assertThat(first.after()).isNull();
        assertThat(later.after()).isEqualTo("abc");
    }

    @Test
    void shouldReadAQuery() {
        var query =
                MultiMap.caseInsensitiveMultiMap()
                        .add("nodes", NODE + "," + UUID.randomUUID())
                        .add("topics", "alerts,status");

        var wish = Wish.ofQuery(query, "abc");

        assertThat(wish.wants(Topic.ALERTS, NODE, PLACE)).isTrue();
        assertThat(wish.wants(Topic.READINGS, NODE, PLACE)).isFalse();
        assertThat(wish.wants(Topic.ALERTS, UUID.randomUUID(), PLACE)).isFalse();
        assertThat(wish.after()).isEqualTo("abc");
        assertThat(Wish.ofQuery(MultiMap.caseInsensitiveMultiMap(), null).subscription())
                .isInstanceOf(Subscription.Everything.class);
    }

    @Test
    void shouldNameEveryParameterThatIsWrong() {
        var query =
                MultiMap.caseInsensitiveMultiMap()
                        .add("communities", "1-1-1-1-1")
                        .add("topics", "weather");

        assertThatThrownBy(() -> Wish.ofQuery(query, null))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused ->
                                assertThat(refused.errors())
                                        .extracting(FieldError::field)
                                        .containsExactly("communities", "topics"));
        query.set("nodes", NODE.toString());
        assertThatThrownBy(() -> Wish.ofQuery(query, null)).isInstanceOf(InvalidRequest.class);
    }

    private static boolean wants(Wish wish) {
        return wish.wants(Topic.READINGS, NODE, PLACE);
    }

    private static String ofNodes(int count) {
        var ids = new JsonArray();
        Stream.generate(UUID::randomUUID).limit(count).map(UUID::toString).forEach(ids::add);
        return new JsonObject().put("subscribe", new JsonObject().put("nodes", ids)).encode();
    }

    private static Wish asking(String what, UUID id) {
        return Wish.parse(
                new JsonObject()
                        .put(
                                "subscribe",
                                new JsonObject().put(what, new JsonArray().add(id.toString())))
                        .encode());
    }
}

package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.access.Placement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTest {

    private static final UUID NODE = UUID.randomUUID();
    private static final Placement PLACE =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), null);

    @Test
    void shouldWantWhatWasAskedFor() {
        var community = PLACE.communityId();

        assertThat(Subscription.parse("{\"subscribe\":\"all\"}").wants(NODE, PLACE)).isTrue();
        assertThat(asking("nodes", NODE).wants(NODE, PLACE)).isTrue();
        assertThat(asking("nodes", community).wants(NODE, PLACE)).isFalse();
        assertThat(asking("communities", community).wants(NODE, PLACE)).isTrue();
        assertThat(asking("communities", NODE).wants(NODE, PLACE)).isFalse();
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
                "{\"subscribe\":{\"nodes\":null}}",
                "{\"subscribe\":{\"nodes\":\"all\"}}",
                "{\"subscribe\":{\"nodes\":[]}}",
                "{\"subscribe\":{\"nodes\":[null]}}",
                "{\"subscribe\":{\"nodes\":[1]}}",
                "{\"subscribe\":{\"nodes\":[\"1-1-1-1-1\"]}}",
                "{\"subscribe\":{\"tags\":[\"drinking\"]}}"
            })
    void shouldRefuseWhatHasNoneOfTheForms(String text) {
        assertThatThrownBy(() -> Subscription.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Subscription.FORMS);
    }

    @Test
    void shouldTakeAThousandIdsAndNotOneMore() {
        assertThat(Subscription.parse(ofNodes(1_000))).isInstanceOf(Subscription.Nodes.class);

        assertThatThrownBy(() -> Subscription.parse(ofNodes(1_001)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String ofNodes(int count) {
        var ids = new JsonArray();
        Stream.generate(UUID::randomUUID).limit(count).map(UUID::toString).forEach(ids::add);
        return new JsonObject().put("subscribe", new JsonObject().put("nodes", ids)).encode();
    }

    private static Subscription asking(String what, UUID id) {
        return Subscription.parse(
                new JsonObject()
                        .put(
                                "subscribe",
                                new JsonObject().put(what, new JsonArray().add(id.toString())))
                        .encode());
    }
}

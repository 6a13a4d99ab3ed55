package com.evaratech.local.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    private static final String NODE = "c2f1b7de-97a0-4e4b-a6de-2b3f1c9e7a55";
    private static final String OTHER = "7f4e2d9b-3c6a-4b1e-9f28-6a0c5d8e1b34";

    @Test
    void shouldWatchEverythingWhenNothingIsSaid() {
        Topics topics = Topics.parse(List.of());

        assertThat(topics.subscription()).isEqualTo("{\"subscribe\":\"all\"}");
        assertThat(topics.kinds()).containsExactlyInAnyOrder("reading", "alert");
    }

    @Test
    void shouldWatchSomeNodesAndOneKind() {
        Topics topics = Topics.parse(List.of("node:" + NODE, "alerts", "node:" + OTHER));

        assertThat(topics.subscription())
                .isEqualTo("{\"subscribe\":{\"nodes\":[\"%s\",\"%s\"]}}".formatted(NODE, OTHER));
        assertThat(topics.kinds()).containsExactly("alert");
    }

    @Test
    void shouldWatchCommunities() {
        assertThat(Topics.parse(List.of("community:" + OTHER)).subscription())
                .isEqualTo("{\"subscribe\":{\"communities\":[\"%s\"]}}".formatted(OTHER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "alert", "node:roof-1", "node:", "community:1-2-3-4-5", ""})
    void shouldRefuseWhatIsNoTopic(String word) {
        assertThatThrownBy(() -> Topics.parse(List.of("alerts", word)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"%s\" is no topic; topics are %s", word, Topics.FORMS);
    }

    @Test
    void shouldRefuseNodesBesideCommunitiesAndMoreThanTheGatewayTakes() {
        assertThatThrownBy(() -> Topics.parse(List.of("node:" + NODE, "community:" + OTHER)))
                .hasMessageContaining("cannot be watched together");
        assertThatThrownBy(() -> Topics.parse(Collections.nCopies(1_001, "node:" + NODE)))
                .hasMessageContaining("at most 1000");
    }
}

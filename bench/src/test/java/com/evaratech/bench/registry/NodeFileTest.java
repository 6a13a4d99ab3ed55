package com.evaratech.bench.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NodeFileTest {

    @Test
    void shouldHaveAKeyOfItsOwnInEachRowAndACellForEachColumn() {
        var lines = new String(NodeFile.csv("a"), StandardCharsets.UTF_8).lines().toList();

        assertThat(lines).hasSize(1 + NodeFile.ROWS).doesNotHaveDuplicates();
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",")).hasSize(16));
    }

    @Test
    void shouldSayTheSameAsJson() throws Exception {
        var nodes = new ObjectMapper().readTree(NodeFile.json("a")).get("nodes");

        assertThat(nodes).hasSize(NodeFile.ROWS);
        assertThat(nodes.get(9_999).get("key").asText()).isEqualTo("a-9999");
        assertThat(nodes.get(1).get("tags").get(1).asText()).isEqualTo("block-1");
    }
}

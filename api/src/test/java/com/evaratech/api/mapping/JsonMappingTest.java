package com.evaratech.api.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMappingTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final NameTable NAMES =
            NameTable.parse(
                    """
                    GET /api/v1/things < items.metrics data
                    GET /api/v1/things < items.path path
                    GET /api/v1/things < next page
                    """);

    private static final ToSecond TO_SECOND =
            new ToSecond(
                    "/api/v2/things", "limit=2&cursor=old", new FieldPaths(Place.UNKNOWN, true));

    private static Place things() {
        return NAMES.answeredBy("GET /api/v1/things");
    }

    private static String second(String first) {
        return JsonMapping.whole(first, things(), TO_SECOND);
    }

    @Test
    void shouldRenameFieldsAndLeaveValuesAsTheyAre() {
        assertThat(
                        second(
                                "{\"created_at\": \"in_side\", \"max_nodes\":1.50e3,\"a_b\" :[true,null]}"))
                .isEqualTo("{\"createdAt\": \"in_side\", \"maxNodes\":1.50e3,\"aB\" :[true,null]}");
    }

    @Test
    void shouldRenameNothingInsideOfData() {
        assertThat(
                        second(
                                "{\"items\":[{\"node_id\":1,\"metrics\":{\"water_level_cm\":"
                                        + "{\"a_b\":[{\"c_d\":1}]}},\"last_at\":2}]}"))
                .isEqualTo(
                        "{\"items\":[{\"nodeId\":1,\"metrics\":{\"water_level_cm\":"
                                + "{\"a_b\":[{\"c_d\":1}]}},\"lastAt\":2}]}");
    }

    @Test
    void shouldWritePathsOfTheOtherVersionWhereTheyAreKnownToBe() {
        assertThat(second("{\"items\":[{\"path\":\"/api/v1/x\",\"label\":\"/api/v1/x\"}]}"))
                .isEqualTo("{\"items\":[{\"path\":\"/api/v2/x\",\"label\":\"/api/v1/x\"}]}");
    }

    @Test
    void shouldTellWhereAListGoesOn() {
        assertThat(second("{\"items\":[],\"next\":\"a+b\",\"un_done\":1}"))
                .isEqualTo(
                        "{\"items\":[],\"page\":{\"cursor\":\"a+b\","
                                + "\"next\":\"/api/v2/things?limit=2&cursor=a%2Bb\"},\"unDone\":1}");
    }

    @Test
    void shouldTellThatAListIsAtItsEnd() {
        assertThat(second("{\"items\":[],\"next\":null}"))
                .isEqualTo("{\"items\":[],\"page\":{\"cursor\":null,\"next\":null}}");
        assertThat(second("{\"next\": null ,\"items\":[]}"))
                .isEqualTo("{\"page\": {\"cursor\":null,\"next\":null} ,\"items\":[]}");
    }

    @Test
    void shouldTakeAFieldOfTheSameNameElsewhereForWhatItIs() {
        assertThat(second("{\"items\":[{\"next\":\"a\"}]}"))
                .isEqualTo("{\"items\":[{\"next\":\"a\"}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a_b",
                "{\"a_b\": \"open",
                "]}]}",
                "nonsense_here",
                "{\"next\":nu",
                "{\"a_b\":\"\\\"c_d\\\":1\"}"
            })
    void shouldPassOnWhatIsNoJsonOrLooksLikeAName(String body) {
        String mapped = second(body);

        assertThat(mapped.replace("aB", "a_b").replace("page", "next")).isEqualTo(body);
    }

    @Test
    void shouldPassOnBytesThatAreNoText() {
        byte[] body = "{\"a_b?\":1}".getBytes(UTF_8);
        body[5] = (byte) 0xff;

        byte[] mapped = JsonMapping.whole(body, Place.UNKNOWN, TO_SECOND, false);

        assertThat(mapped).hasSize(body.length - 1).contains((byte) 0xff, atIndex(4));
    }

    @Test
    void shouldMapEachLineByItself() {
        String lines = "{\"a_b\":1}\n{\"a_b\": \"bro\n{\"c_d\":2}\n";

        byte[] mapped = JsonMapping.whole(lines.getBytes(UTF_8), Place.UNKNOWN, TO_SECOND, true);

        assertThat(new String(mapped, UTF_8)).isEqualTo("{\"aB\":1}\n{\"aB\": \"bro\n{\"cD\":2}\n");
    }

    @Test
    void shouldNeitherHoldBackNorFollowWhatHasNoEnd() {
        String name = "a_b".repeat(10_000);
        String deep = "[".repeat(100_000);

        assertThat(second("{\"" + name + "\":1}")).isEqualTo("{\"" + name + "\":1}");
        assertThat(second(deep + "{\"a_b\":1}")).isEqualTo(deep + "{\"a_b\":1}");
    }

    @Test
    void shouldMapAlikeHoweverTheBodyIsCut() {
        Random chance = new Random(7);
        for (int round = 0; round < 300; round++) {
            ObjectNode body = object(chance, 0);
            byte[] whole = body.toString().getBytes(UTF_8);
            JsonMapping mapping = new JsonMapping(Place.UNKNOWN, TO_SECOND, false);
            ByteArrayOutputStream mapped = new ByteArrayOutputStream();
            for (int at = 0; at < whole.length; ) {
                int next = Math.min(whole.length, at + 1 + chance.nextInt(9));
                mapped.writeBytes(mapping.feed(Arrays.copyOfRange(whole, at, next)));
                at = next;
            }
            mapped.writeBytes(mapping.end());

            assertThat(mapped.toString(UTF_8)).isEqualTo(renamed(body).toString());
            assertThat(JsonMapping.whole(mapped.toString(UTF_8), Place.UNKNOWN, ToFirst.INSTANCE))
                    .isEqualTo(body.toString());
        }
    }

    private static ObjectNode object(Random chance, int depth) {
        ObjectNode object = JSON.objectNode();
        for (int i = chance.nextInt(4); i >= 0; i--) {
            object.set("some_name_" + "abcdef".charAt(i), value(chance, depth));
        }
        return object;
    }

    private static JsonNode value(Random chance, int depth) {
        return switch (chance.nextInt(depth > 4 ? 3 : 5)) {
            case 0 -> JSON.numberNode(chance.nextInt());
            case 1 ->
                    JSON.textNode(
                            List.of("", "a \"quoted_one\" \\", "ä_ü", "x_y")
                                    .get(chance.nextInt(4)));
            case 2 -> JSON.booleanNode(chance.nextBoolean());
            case 3 -> object(chance, depth + 1);
            default ->
                    JSON.arrayNode().add(value(chance, depth + 1)).add(object(chance, depth + 1));
        };
    }

    private static JsonNode renamed(JsonNode value) {
        if (value.isArray()) {
            ArrayNode mapped = JSON.arrayNode();
            value.forEach(each -> mapped.add(renamed(each)));
            return mapped;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode mapped = JSON.objectNode();
        value.properties()
                .forEach(it -> mapped.set(Naming.second(it.getKey()), renamed(it.getValue())));
        return mapped;
    }
}

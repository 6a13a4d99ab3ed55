package com.evaratech.node.nodes;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Imports that are sent again because nobody heard the answer. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class RepeatedImportIT {

    private static final String NODES = "/api/v1/nodes";
    private static final String IMPORT = NODES + "/import";
    private static final String HEADER =
            "community_id,key,label,category,time_zone,expected_interval_seconds";

    private final String key = UUID.randomUUID().toString();
    private Person superadmin;
    private UUID community;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        community = Tenant.create().community();
    }

    @Test
    void shouldAnswerTheSameTableUnderTheSameKeyAsBeforeAndRegisterNothing() {
        var first = send(IMPORT, "tank-1", "tank-2");
        var second = send(IMPORT, "tank-1", "tank-2");

        first.then().statusCode(200).body("created.size()", equalTo(2));
        second.then().statusCode(200);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.contentType()).isEqualTo(first.contentType());
        assertThat(keys()).containsExactly("tank-1", "tank-2");
    }

    @Test
    void shouldAnswerTheSameNodesAsJsonAsBefore() {
        var wish = Map.of("nodes", List.of(Tenant.nodeOf(community, "tank-1")));

        var first = superadmin.postOnce(IMPORT, key, wish);
        var second = superadmin.postOnce(IMPORT, key, wish);

        first.then().statusCode(200);
        second.then().statusCode(200);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(keys()).containsExactly("tank-1");
    }

    @Test
    void shouldAnswerAPartialImportWithTheErrorsOfTheFirstTime() {
        var path = IMPORT + "?mode=partial";

        var first = send(path, "tank-1", "x");
        var second = send(path, "tank-1", "x");

        first.then().statusCode(200).body("wrong", equalTo(1));
        assertThat(second.asString()).isEqualTo(first.asString());
    }

    @Test
    void shouldRefuseAnotherTableUnderTheSameKey() {
        var _ = send(IMPORT, "tank-1");

        send(IMPORT, "tank-2")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));

        assertThat(keys()).containsExactly("tank-1");
    }

    @Test
    void shouldRefuseTheSameTableMeantOtherwise() {
        var _ = send(IMPORT, "tank-1");

        send(IMPORT + "?dry_run=true", "tank-1").then().statusCode(422);
        send(IMPORT + "?mode=partial", "tank-1").then().statusCode(422);
    }

    @Test
    void shouldRefuseAKeyUnderWhichASingleNodeWasRegistered() {
        superadmin.postOnce(NODES, key, Tenant.nodeOf(community, "tank-1")).then().statusCode(201);

        send(IMPORT, "tank-1")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
    }

    @Test
    void shouldLeaveTheKeyFreeWhenNothingWasRegistered() {
        send(IMPORT + "?dry_run=true", "tank-1").then().statusCode(200);
        send(IMPORT, "tank-1", "x").then().statusCode(422).body("wrong", equalTo(1));

        send(IMPORT, "tank-1", "tank-2").then().statusCode(200);

        assertThat(keys()).containsExactly("tank-1", "tank-2");
    }

    @Test
    void shouldRegisterOnceWhenTheSameIsSentAtOnce() throws Exception {
        var answers = new ConcurrentLinkedQueue<String>();

        var statuses =
                Together.run(
                        4,
                        () -> {
                            var answer = send(IMPORT, "tank-1", "tank-2");
                            answers.add(answer.asString());
                            return answer.statusCode();
                        });

        assertThat(statuses).containsOnly(200);
        assertThat(answers).hasSize(4).allMatch(answers.peek()::equals);
        assertThat(keys()).containsExactly("tank-1", "tank-2");
    }

    @Test
    void shouldRefuseAKeyThatIsNone() {
        given().bearer(superadmin.token())
                .contentType("text/csv")
                .header("Idempotency-Key", "two words")
                .body(table("tank-1"))
                .post(IMPORT)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("Idempotency-Key"));
    }

    private Response send(String path, String... keys) {
        return given().bearer(superadmin.token())
                .contentType("text/csv")
                .header("Idempotency-Key", key)
                .body(table(keys))
                .post(path);
    }

    private byte[] table(String... keys) {
        var table = new StringBuilder(HEADER);
        for (var each : keys) {
            table.append("\n%s,%s,North tank,OHT,Asia/Kolkata,60".formatted(community, each));
        }
        return table.toString().getBytes(StandardCharsets.UTF_8);
    }

    private List<String> keys() {
        return superadmin
                .get(NODES + "?community=%s&q=north&sort=registered".formatted(community))
                .jsonPath()
                .<String>getList("items.key")
                .stream()
                .filter(key -> key.startsWith("tank-"))
                .toList();
    }
}

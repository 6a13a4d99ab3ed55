package com.evaratech.alert.tenants;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.onNode;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class TenantUpkeepIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CATEGORY = "{\"kind\": \"category\", \"category\": \"OHT\"}";
    private static final String TAG = "{\"kind\": \"tag\", \"tag\": \"roof\"}";

    @Inject TenantUpkeep upkeep;

    private final Fleet fleet = Fleet.create();
    private final Fleet other = Fleet.create();

    @Test
    void shouldRemoveWhatBelongsToACommunityThatIsNoMore() {
        UUID wide = rule(fleet, everywhere(), 0);
        UUID _ = rule(fleet, CATEGORY, 0);
        UUID _ = rule(fleet, TAG, 0);
        UUID kept = rule(other, everywhere(), 0);
        String route = add(fleet, "/api/v1/alert-routes", receiver());
        String silence = add(fleet, "/api/v1/silences", silence());
        String _ = add(other, "/api/v1/alert-routes", receiver());
        String _ = add(other, "/api/v1/silences", silence());

        TestDirectory.removeCommunity(fleet.communityId());

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(things(fleet)).isEmpty());
        assertThat(things(other)).containsExactly("rule " + kept, "route", "silence");
        assertThat(audited(wide.toString())).last().isEqualTo("directory removed rule Low tank");
        assertThat(audited(route)).last().isEqualTo("directory removed route Control room");
        assertThat(audited(silence)).last().isEqualTo("directory removed silence");
        assertThat(
                        texts(
                                "select before from alerting.audit where subject_id = '%s' and action = 'removed'"
                                        .formatted(route)))
                .noneMatch(text -> text.contains("example.org") || text.contains("secret"));
    }

    /** Its node's export has it, and may still be under way. */
    @Test
    void shouldLeaveRulesOfSingleNodesToTheEndOfThose() {
        UUID bound = rule(fleet, onNode(fleet.tank()), 0);
        UUID _ = rule(fleet, everywhere(), 0);

        TestDirectory.removeCommunity(fleet.communityId());

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(things(fleet)).containsExactly("rule " + bound));
    }

    @Test
    void shouldFindWhatWentWhileNobodyListened() throws SQLException {
        UUID _ = rule(fleet, everywhere(), 0);
        UUID lost = UUID.randomUUID();
        asOwner(
                "update alerting.rule set community_id = '%s' where community_id = '%s'"
                        .formatted(lost, fleet.communityId()));

        upkeep.lookAtAll();

        assertThat(things(new Fleet(fleet.distributorId(), lost))).isEmpty();
    }

    private static List<String> things(Fleet of) {
        return texts(
                """
                select 'rule ' || id from alerting.rule where community_id = '%1$s'
                union all select 'route' from alerting.route where community_id = '%1$s'
                union all select 'silence' from alerting.silence where community_id = '%1$s'
                """
                        .formatted(of.communityId()));
    }

    private static List<String> audited(String subject) {
        return texts(
                """
                select concat_ws(' ', actor, action, subject_type, before ->> 'name')
                from alerting.audit where subject_id = '%s' order by number
                """
                        .formatted(subject));
    }

    private static Map<String, Object> receiver() {
        return Map.of("name", "Control room", "url", "https://example.org/hook");
    }

    private static Map<String, Object> silence() {
        return Map.of(
                "from", "2099-01-01T00:00:00Z",
                "until", "2099-01-02T00:00:00Z",
                "reason", "The tank is cleaned.");
    }

    private static String add(Fleet to, String path, Map<String, Object> wish) {
        var whole = new HashMap<>(wish);
        whole.put("community_id", to.communityId());
        return given().bearer(to.token(Role.COMMUNITY_ADMIN))
                .asJson()
                .body(whole)
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}

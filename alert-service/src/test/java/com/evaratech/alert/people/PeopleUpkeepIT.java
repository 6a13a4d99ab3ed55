package com.evaratech.alert.people;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class PeopleUpkeepIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> SOMEWHERE = Map.of("url", "https://example.com/asha");

    @Inject PeopleUpkeep upkeep;

    private final Fleet fleet = Fleet.create();
    private final Person asha = Person.of(Role.VIEWER, new Scope.OfCommunity(fleet.communityId()));

    @Test
    void shouldFollowWhatTheDirectorySaysOfAPerson() {
        String _ = asha.channel(SOMEWHERE);
        UUID distributor = UUID.randomUUID();

        asha.becomes(Role.DISTRIBUTOR, new Scope.OfDistributor(distributor), true);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(seen()).containsExactly("t distributor " + distributor));
        asha.becomes(Role.SUPERADMIN, new Scope.Everything(), false);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(seen()).containsExactly("f everything"));
    }

    @Test
    void shouldNotGiveUpWhatWasFollowedForWhatARequestKnew() throws SQLException {
        String _ = asha.channel(SOMEWHERE);

        try (Connection connection = EvaraServers.connectAsRuntime("alerting")) {
            PersonTable.enter(connection, asha.subject(), new Scope.Everything());
        }

        assertThat(seen()).containsExactly("t community " + fleet.communityId());
    }

    @Test
    void shouldLookAgainAtWhoeverAddsSomething() {
        String channel = asha.channel(SOMEWHERE);
        asOwner(
                "update alerting.person set active = false, community_id = null where subject = '%s'"
                        .formatted(asha.subject()));

        String _ = asha.subscribes(channel, Map.of());

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(seen()).containsExactly("t community " + fleet.communityId()));
    }

    private List<String> seen() {
        return texts(
                """
                select concat_ws(' ', active, case when distributor_id is not null then 'distributor'
                    when community_id is not null then 'community'
                    when customer_id is not null then 'customer' else 'everything' end,
                    coalesce(distributor_id, community_id, customer_id))
                from alerting.person where subject = '%s'
                """
                        .formatted(asha.subject()));
    }

    @Test
    void shouldRemoveTheChannelsOfSomebodyWhoIsNoMore() {
        String channel = asha.channel(SOMEWHERE);
        String _ = asha.subscribes(channel, Map.of());

        TestDirectory.removeProfile(UUID.fromString(asha.subject()));

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        texts(
                                                "select id from alerting.route where id = '%s'"
                                                        .formatted(channel)))
                                .isEmpty());
        assertThat(
                        texts(
                                """
                                select concat_ws(' ', actor, action, before ->> 'kind') from alerting.audit
                                where subject_id = '%s' order by number
                                """
                                        .formatted(channel)))
                .last()
                .isEqualTo("directory removed webhook");
    }

    @Test
    void shouldRemoveSubscriptionsToWhatIsNoMore() throws SQLException {
        NodeEntry gone = fleet.tank();
        String channel = asha.channel(SOMEWHERE);
        String toIt = asha.subscribes(channel, Map.of("node_id", gone.id()));
        String toOther = asha.subscribes(channel, Map.of("node_id", fleet.tank().id()));
        String toAll = asha.subscribes(channel, Map.of("community_id", fleet.communityId()));

        TestDirectory.removeNode(gone.id());
        upkeep.lookAtAll();

        assertThat(asha.asks().get(Person.SUBSCRIPTIONS).jsonPath().getList("items.id"))
                .doesNotContain(toIt)
                .isEqualTo(List.of(toOther, toAll));
    }
}

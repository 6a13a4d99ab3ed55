package com.evaratech.alert.people;

import static com.evaratech.alert.people.Person.CHANNELS;
import static com.evaratech.alert.people.Person.SUBSCRIPTIONS;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class SubscriptionIT {

    private final Fleet fleet = Fleet.create();
    private final Person asha = Person.of(Role.VIEWER, new Scope.OfCommunity(fleet.communityId()));
    private String channel = "";

    @BeforeEach
    void setUpChannel() {
        channel = asha.channel(Map.of("url", "https://example.com/asha"));
    }

    @Test
    void shouldBeKeptChangedAndRemoved() {
        String id = asha.subscribes(channel, Map.of());
        String path = SUBSCRIPTIONS + "/" + id;
        asha.asks()
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("channel_id", equalTo(channel))
                .body("least_severity", equalTo("warning"))
                .body("resolved", equalTo(true))
                .body("category", nullValue());
        var other = Map.of("channel_id", channel, "kind", "TANK", "resolved", false);

        asha.puts(path, "\"1\"", other)
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("kind", equalTo("TANK"))
                .body("resolved", equalTo(false));
        asha.puts(path, "\"2\"", other).header("ETag", "\"2\"");
        asha.puts(path, "\"1\"", Map.of("channel_id", channel)).statusCode(412);
        asha.asks().get(SUBSCRIPTIONS).then().body("items.id", contains(id));
        asha.asks().delete(path).then().statusCode(204);
        asha.asks().get(path).then().statusCode(404);
    }

    @Test
    void shouldGoWithItsChannel() {
        String _ = asha.subscribes(channel, Map.of());

        asha.asks().delete(CHANNELS + "/" + channel).then().statusCode(204);

        asha.asks().get(SUBSCRIPTIONS).then().body("items", empty());
    }

    @Test
    void shouldBeAboutWhatItsPersonSees() {
        Fleet elsewhere = Fleet.create();
        var stranger = Person.of(Role.VIEWER, new Scope.OfCommunity(elsewhere.communityId()));
        UUID customer = UUID.randomUUID();
        var resident =
                Person.of(Role.CUSTOMER, new Scope.OfCustomer(customer, fleet.communityId()));
        String theirs = resident.channel(Map.of("url", "https://example.com/resident"));

        String _ = asha.subscribes(channel, Map.of("node_id", fleet.tank().id()));
        String _ = asha.subscribes(channel, Map.of("community_id", fleet.communityId()));
        String _ = resident.subscribes(theirs, Map.of("node_id", fleet.tankOf(customer).id()));
        asha.posts(SUBSCRIPTIONS, Map.of("channel_id", channel, "node_id", elsewhere.tank().id()))
                .statusCode(404)
                .body("code", equalTo("node_not_found"));
        asha.posts(
                        SUBSCRIPTIONS,
                        Map.of("channel_id", channel, "community_id", elsewhere.communityId()))
                .statusCode(404)
                .body("code", equalTo("community_not_found"));
        resident.posts(SUBSCRIPTIONS, Map.of("channel_id", theirs, "node_id", fleet.tank().id()))
                .statusCode(404);
        stranger.posts(SUBSCRIPTIONS, Map.of("channel_id", channel))
                .statusCode(404)
                .body("code", equalTo("notification_channel_not_found"));
    }

    @Test
    void shouldNameAllThatIsWrong() {
        asha.posts(
                        SUBSCRIPTIONS,
                        Map.of(
                                "least_severity",
                                "loud",
                                "kind",
                                "POND",
                                "category",
                                "OHT",
                                "community_id",
                                fleet.communityId(),
                                "node_id",
                                UUID.randomUUID()))
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder(
                                "channel_id", "least_severity", "kind", "kind", "community_id"));
    }

    @Test
    void shouldBeFiftyAtMost() {
        for (int i = 0; i < 50; i++) {
            String _ = asha.subscribes(channel, Map.of());
        }

        asha.posts(SUBSCRIPTIONS, Map.of("channel_id", channel))
                .statusCode(409)
                .body("code", equalTo("too_many_subscriptions"));
    }
}

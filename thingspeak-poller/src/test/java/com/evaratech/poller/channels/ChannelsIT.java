package com.evaratech.poller.channels;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import com.evaratech.local.testing.http.Response;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class ChannelsIT {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final UUID distributor = UUID.randomUUID();
    private final UUID community = UUID.randomUUID();
    private final Placement own = new Placement(distributor, community, UUID.randomUUID());
    private final Placement neighbour = new Placement(distributor, UUID.randomUUID(), null);
    private final String admin =
            TestTokens.person(Role.COMMUNITY_ADMIN, new Scope.OfCommunity(community));

    private final List<TestChannel> mapped = new ArrayList<>();

    @AfterEach
    void endPolling() {
        mapped.forEach(TestChannel::remove);
    }

    @BeforeEach
    void completeDirectory() {
        TestDirectory.markComplete();
    }

    @Test
    void shouldBeEmptyUntilAChannelIsMapped() {
        get(admin, "").statusCode(200).body("items", hasSize(0)).body("next", nullValue());
    }

    @Test
    void shouldShowHowFarAChannelHasBeenRead() throws SQLException {
        UUID node = map(own);
        try (Connection owner = EvaraServers.connectAsOwner("polling");
                PreparedStatement polled =
                        owner.prepareStatement(
                                """
                                update polling.channel
                                set cursor_epoch = 1, cursor_entry_id = 4711, failures = 2,
                                    next_due_at = '2126-03-01T06:31:00Z',
                                    lease_owner = null, lease_until = null,
                                    rows_fetched = 10, rows_accepted = 7,
                                    last_error_kind = 'timeout', last_error = 'no answer',
                                    last_error_at = '2026-03-01T06:29:59Z',
                                    last_success_at = '2026-03-01T06:30:00Z',
                                    last_row_at = '2026-03-01T06:29:41Z'
                                where node_id = ?
                                """)) {
            polled.setObject(1, node);
            assertThat(polled.executeUpdate()).isEqualTo(1);
        }

        get(admin, "")
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].channel_id", is((int) mapped.getFirst().id()))
                .body("items[0].node_id", equalTo(node.toString()))
                .body("items[0].community_id", equalTo(community.toString()))
                .body("items[0].priority", is(3))
                .body("items[0].interval_seconds", is(3_600))
                .body("items[0].next_due_at", equalTo("2126-03-01T06:31:00Z"))
                .body("items[0].cursor.epoch", is(1))
                .body("items[0].cursor.entry_id", is(4711))
                .body("items[0].failures", is(2))
                .body("items[0].last_success_at", equalTo("2026-03-01T06:30:00Z"))
                .body("items[0].last_row_at", equalTo("2026-03-01T06:29:41Z"))
                .body("items[0].rows.fetched", is(10))
                .body("items[0].rows.accepted", is(7))
                .body("items[0].rows.rejected", is(3))
                .body("items[0].last_error.kind", equalTo("timeout"))
                .body("items[0].last_error.message", equalTo("no answer"))
                .body("items[0].last_error.at", equalTo("2026-03-01T06:29:59Z"));
    }

    @Test
    void shouldShowAChannelThatWasNeverPolled() throws SQLException {
        UUID node = map(own);

        get(admin, "")
                .statusCode(200)
                .body("items[0].node_id", equalTo(node.toString()))
                .body("items[0].cursor.entry_id", is(0))
                .body("items[0].last_success_at", nullValue())
                .body("items[0].last_row_at", nullValue());
    }

    @Test
    void shouldShowEachCallerTheChannelsOfItsScope() throws SQLException {
        UUID first = map(own);
        UUID second = map(neighbour);
        UUID foreign = map(new Placement(UUID.randomUUID(), UUID.randomUUID(), null));

        assertThat(nodes(get(admin, "").statusCode(200).extract().jsonPath()))
                .containsExactly(first);
        assertThat(list(Role.INSTALLER, new Scope.OfCommunity(community))).containsExactly(first);
        assertThat(list(Role.DISTRIBUTOR, new Scope.OfDistributor(distributor)))
                .containsExactly(first, second);
        assertThat(list(Role.SUPERADMIN, new Scope.Everything())).contains(first, second, foreign);
    }

    @Test
    void shouldNotShowChannelsToThoseWhoOnlyUseTheWater() {
        Scope customer = new Scope.OfCustomer(UUID.randomUUID(), community);

        get(TestTokens.person(Role.CUSTOMER, customer), "").statusCode(403);
        get(TestTokens.person(Role.VIEWER, new Scope.OfCommunity(community)), "").statusCode(403);
    }

    @Test
    void shouldGiveEveryChannelExactlyOnceOverAllPages() throws SQLException {
        List<UUID> mapped = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            mapped.add(map(own));
        }

        List<UUID> listed = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            JsonPath page =
                    get(admin, "?limit=2" + (cursor == null ? "" : "&cursor=" + cursor))
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            assertThat(nodes(page)).hasSizeLessThanOrEqualTo(2);
            listed.addAll(nodes(page));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(listed).containsExactlyElementsOf(mapped);
    }

    @Test
    void shouldShowTheReportOfAChannelToThoseOfItsScopeOnly() throws SQLException {
        UUID node = map(own);
        UUID foreign = map(neighbour);

        get(admin, "/" + node)
                .statusCode(200)
                .body("channel.node_id", equalTo(node.toString()))
                .body("rejections", hasSize(0))
                .body("latest_rejections", hasSize(0));
        get(admin, "/" + foreign).statusCode(404).body("code", equalTo("channel_not_found"));
        get(admin, "/" + UUID.randomUUID()).statusCode(404);
    }

    @Test
    void shouldNotShowAChannelThatNoLongerFeedsItsNode() throws SQLException {
        UUID node = map(own);

        mapped.getFirst().remove();

        await().atMost(LONGEST_WAIT).untilAsserted(() -> get(admin, "/" + node).statusCode(404));
        get(admin, "").statusCode(200).body("items", hasSize(0));
    }

    @Test
    void shouldNotLetTheServiceDeleteAccounts() throws SQLException {
        try (Connection connection = EvaraServers.connectAsRuntime("polling");
                Statement attempt = connection.createStatement()) {
            assertThatThrownBy(() -> attempt.execute("delete from polling.rejection_count"))
                    .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo(INSUFFICIENT_PRIVILEGE);
        }
    }

    /** Maps a channel to a new node in this place; answers the node. */
    private UUID map(Placement placement) {
        TestChannel channel = TestChannel.of("TANK", "OHT", placement).withInterval(3_600);
        mapped.add(channel);
        channel.publish();
        UUID node = channel.node().id();
        await().atMost(LONGEST_WAIT)
                .until(() -> list(Role.SUPERADMIN, new Scope.Everything()).contains(node));
        return node;
    }

    private static List<UUID> list(Role role, Scope scope) {
        return nodes(
                get(TestTokens.person(role, scope), "?limit=200")
                        .statusCode(200)
                        .extract()
                        .jsonPath());
    }

    private static List<UUID> nodes(JsonPath page) {
        return page.getList("items.node_id", UUID.class);
    }

    private static Response get(String token, String query) {
        return given().bearer(token).get("/api/v1/channels" + query).then();
    }
}

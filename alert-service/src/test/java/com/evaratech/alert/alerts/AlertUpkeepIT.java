package com.evaratech.alert.alerts;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.reasons;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class AlertUpkeepIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject DataSource database;
    @Inject ReadingsPublisher publisher;

    private final Fleet fleet = Fleet.create();
    private final NodeEntry tank = fleet.tank();

    private record Config(Duration kept) implements AlertConfig {}

    private static Config kept(int days) {
        return new Config(Duration.ofDays(days));
    }

    /** One that is over, one that is over and was not for so long, and one that is open. */
    private void alerts() {
        UUID _ = rule(fleet, everywhere(), 0);
        new Alerting(publisher)
                .send(tank, level(0, 5), level(1, 50), level(2, 5), level(3, 50), level(4, 5));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(reasons(tank))
                                .containsExactly("resolved cleared", "resolved cleared", "open"));
        asOwner(
                """
                update alerting.alert set noted_at = now() - interval '401 days',
                    pending_since = now() - interval '500 days', opened_at = now() - interval '500 days',
                    resolved_at = case when state = 'resolved' then now() - interval '401 days' end
                where community_id = '%s'
                """
                        .formatted(fleet.communityId()));
        asOwner(
                """
                update alerting.alert set resolved_at = now() - interval '399 days'
                where number = (select max(number) from alerting.alert
                    where community_id = '%s' and state = 'resolved')
                """
                        .formatted(fleet.communityId()));
        asOwner(
                """
                insert into alerting.alert_comment (alert_number, at, author, text)
                select number, now(), 'somebody', 'we look' from alerting.alert where community_id = '%s'
                """
                        .formatted(fleet.communityId()));
    }

    @Test
    void shouldRemoveWhatIsLongOverWithWhatWasSaidAndPutItOnRecord() throws SQLException {
        alerts();

        Duration pause = new AlertUpkeep(database, kept(400)).run();

        assertThat(pause).isPositive();
        assertThat(reasons(tank)).containsExactly("resolved cleared", "open");
        assertThat(comments()).containsExactly("2");
        assertThat(
                        texts(
                                """
                                select concat_ws(' ', actor, action, subject_type, before ->> 'count', distributor_id)
                                from alerting.audit where subject_id = '%s'
                                """
                                        .formatted(fleet.communityId())))
                .containsExactly("alert-retention removed alerts 1 " + fleet.distributorId());
    }

    @Test
    void shouldKeepWhatCameLatelyWhateverItsDeviceSaysTheTimeIs() throws SQLException {
        alerts();
        asOwner(
                "update alerting.alert set noted_at = now() where community_id = '%s'"
                        .formatted(fleet.communityId()));

        var _ = new AlertUpkeep(database, kept(400)).run();

        assertThat(reasons(tank)).hasSize(3);
    }

    @Test
    void shouldNotBeAbleToRemoveWhatWasOverLately() throws SQLException {
        assertThatThrownBy(() -> new AlertUpkeep(database, kept(30)))
                .hasMessageStartingWith("EVARA_ALERTS_KEPT is PT720H");
        try (var connection = EvaraServers.connectAsRuntime("alerting");
                var statement = connection.createStatement()) {
            assertThatThrownBy(() ->
                            statement.executeQuery(
                                    "select alerting.remove_old_alerts(interval '1 day', 10)"))
                    .hasMessageContaining("a month at least");
        }
    }

    private List<String> comments() {
        return texts(
                """
                select count(*) from alerting.alert_comment c join alerting.alert a on a.number = c.alert_number
                where a.community_id = '%s'
                """
                        .formatted(fleet.communityId()));
    }
}

package com.evaratech.alert.notices;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.reasons;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.alert.deliveries.Receiver;
import com.evaratech.alert.deliveries.Receiver.Manner;
import com.evaratech.alert.people.Person;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of what is noted and made for a channel that is removed, or switched off. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class EndedChannelIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;

    private final Fleet fleet = Fleet.create();
    private final NodeEntry tank = fleet.tank();
    private final Person asha = Person.of(Role.VIEWER, new Scope.OfCommunity(fleet.communityId()));
    private final Receiver receiver;

    EndedChannelIT() throws IOException {
        receiver = Receiver.open();
    }

    @BeforeEach
    void watch() {
        UUID _ = rule(fleet, everywhere(), 0);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void shouldJudgeOnWhileAChannelIsRemoved() throws SQLException {
        String removed = asha.channel(receiver.url());
        String _ = asha.subscribes(removed, Map.of());
        String other = asha.channel(receiver.url());
        String _ = asha.subscribes(other, Map.of());
        List<String> lettersBefore = deadLetters();

        try (var removal = EvaraServers.connectAsRuntime("alerting");
                var statement = removal.createStatement()) {
            removal.setAutoCommit(false);
            int count =
                    statement.executeUpdate(
                            "delete from alerting.route where id = '%s'".formatted(removed));
            assertThat(count).isOne();
            send(0, 5);

            await().atMost(PATIENCE).until(() -> reasons(tank).equals(List.of("open")));
            await().atMost(PATIENCE).until(() -> states(other).equals(List.of("opened delivered")));
            removal.commit();
        }

        send(1, 50);
        await().atMost(PATIENCE)
                .until(() ->
                        states(other).equals(List.of("opened delivered", "resolved delivered")));
        assertThat(deadLetters()).isEqualTo(lettersBefore);
    }

    @Test
    void shouldSpareAMessageToAChannelThatIsSwitchedOff() {
        receiver.behave(Manner.FAILS);
        String channel = asha.channel(receiver.url());
        String _ = asha.subscribes(channel, Map.of());
        send(0, 5);
        await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());
        assertThat(states(channel)).containsExactly("opened waiting");

        switchOff(channel);

        assertThat(states(channel)).containsExactly("opened spared");
    }

    @Test
    void shouldDropWhatWasNotedForAChannelThatIsSwitchedOff() {
        String channel = asha.channel(receiver.url());
        switchOff(channel);
        send(0, 5);
        await().atMost(PATIENCE).until(() -> reasons(tank).equals(List.of("open")));

        asOwner(
                """
                insert into alerting.notice (route_number, alerts, due_at)
                select r.number, array[a.number], now() from alerting.route r, alerting.alert a
                where r.id = '%s' and a.node_id = '%s'
                """
                        .formatted(channel, tank.id()));

        await().atMost(PATIENCE).until(() -> notices(channel).isEmpty());
        assertThat(states(channel)).isEmpty();
    }

    private void send(int minute, double percent) {
        new Alerting(publisher).send(tank, level(minute, percent));
    }

    private void switchOff(String channel) {
        asha.puts(
                        Person.CHANNELS + "/" + channel,
                        "*",
                        Map.of("name", "Off", "url", receiver.url(), "enabled", false))
                .statusCode(200);
    }

    /** What was made for a channel, oldest first. */
    private static List<String> states(String channel) {
        return texts(
                """
                select concat_ws(' ', d.event, d.state) from alerting.delivery d
                join alerting.route r on r.number = d.route_number where r.id = '%s' order by d.number
                """
                        .formatted(channel));
    }

    private static List<String> notices(String channel) {
        return texts(
                """
                select n.number from alerting.notice n
                join alerting.route r on r.number = n.route_number where r.id = '%s'
                """
                        .formatted(channel));
    }

    private static List<String> deadLetters() {
        return texts("select number from alerting.dead_letter order by number");
    }
}

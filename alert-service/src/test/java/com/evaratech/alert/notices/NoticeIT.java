package com.evaratech.alert.notices;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.changedAsOwner;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.reasons;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.alert.deliveries.Receiver;
import com.evaratech.alert.deliveries.Receiver.Manner;
import com.evaratech.alert.people.Person;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told, by what the directory says of them when they are. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class NoticeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;

    private final Fleet fleet = Fleet.create();
    private final NodeEntry tank = fleet.tank();
    private final Scope here = new Scope.OfCommunity(fleet.communityId());
    private final Person asha = Person.of(Role.VIEWER, here);
    private final Receiver receiver;

    NoticeIT() throws IOException {
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
    void shouldTellEachOnceWhoSubscribedAndSeesIt() {
        UUID customer = UUID.randomUUID();
        NodeEntry theirs = fleet.tankOf(customer);
        var everywhere = Map.of("community_id", fleet.communityId());
        var root = Person.of(Role.SUPERADMIN, new Scope.Everything());
        var distributor =
                Person.of(Role.DISTRIBUTOR, new Scope.OfDistributor(fleet.distributorId()));
        var resident =
                Person.of(Role.CUSTOMER, new Scope.OfCustomer(customer, fleet.communityId()));
        var neighbour =
                Person.of(
                        Role.CUSTOMER,
                        new Scope.OfCustomer(UUID.randomUUID(), fleet.communityId()));
        var stranger = Person.of(Role.VIEWER, new Scope.OfCommunity(UUID.randomUUID()));
        String roots = root.channel(receiver.url());
        String _ = root.subscribes(roots, everywhere);
        for (Person each : List.of(asha, distributor, resident, neighbour, stranger)) {
            String channel = each.channel(receiver.url());
            String _ = each.subscribes(channel, Map.of());
            String _ = each.subscribes(channel, Map.of("least_severity", "critical"));
        }

        send(theirs, 0, 5);
        for (Person each : List.of(root, asha, distributor, resident)) {
            awaitTold(each, "opened delivered");
        }
        send(theirs, 1, 50);

        for (Person each : List.of(root, asha, distributor, resident)) {
            awaitTold(each, "opened delivered", "resolved delivered");
        }
        assertThat(told(neighbour)).isEmpty();
        assertThat(told(stranger)).isEmpty();
        assertThat(waiting(neighbour)).isZero();
        assertThat(waiting(stranger)).isZero();
    }

    @Test
    void shouldTellWhatAPersonEnds() {
        subscribe(asha);
        send(tank, 0, 5);
        awaitTold(asha, "opened delivered");
        String admin = fleet.token(Role.COMMUNITY_ADMIN);
        String alert = given().bearer(admin).get("/api/v1/alerts?state=open").path("items[0].id");

        given().bearer(admin)
                .asJson()
                .body(Map.of("text", "Seen it."))
                .post("/api/v1/alerts/" + alert + "/resolve")
                .then()
                .statusCode(200);

        awaitTold(asha, "opened delivered", "resolved delivered");
    }

    @Test
    void shouldTellNobodyWhoIsDisabled() {
        subscribe(asha);
        asha.becomes(Role.VIEWER, here, false);
        await().atMost(PATIENCE).until(() -> active(asha).equals(List.of("f")));

        send(tank, 0, 5);
        awaitOpen();
        assertThat(waiting(asha)).isZero();

        asha.becomes(Role.VIEWER, here, true);
        await().atMost(PATIENCE).until(() -> active(asha).equals(List.of("t")));
        send(tank, 1, 50);
        awaitTold(asha, "resolved delivered");
    }

    @Test
    void shouldTellNobodyWhoWasDisabledSinceItWasNoted() {
        String channel = asha.channel(Map.of("url", receiver.url(), "group_seconds", 60));
        String _ = asha.subscribes(channel, Map.of());
        send(tank, 0, 5);
        awaitWaiting(asha, 1);

        asha.becomes(Role.VIEWER, here, false);
        noticesAreDue(asha);

        awaitWaiting(asha, 0);
        asha.becomes(Role.VIEWER, here, true);
        assertThat(told(asha)).isEmpty();
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void shouldNotSendWhatWaitsForWhoWasDisabled() {
        receiver.behave(Manner.FAILS);
        subscribe(asha);
        send(tank, 0, 5);
        await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());
        awaitTold(asha, "opened waiting");
        asha.becomes(Role.VIEWER, here, false);
        receiver.behave(Manner.TAKES);
        int before = receiver.requests().size();

        deliveriesAreDue(asha);

        await().atMost(PATIENCE).until(() -> states(asha).equals(List.of("opened spared")));
        asha.becomes(Role.VIEWER, here, true);
        assertThat(receiver.requests()).hasSize(before);
        assertThat(waiting(asha)).isZero();
    }

    @Test
    void shouldMakeAnewWhatWaitsForWhoSeesLess() {
        var other = new Fleet(fleet.distributorId(), UUID.randomUUID());
        TestDirectory.publish(new CommunityEntry(1, other.communityId(), other.distributorId()));
        UUID _ = rule(other, everywhere(), 0);
        NodeEntry theirs = other.tank();
        var meera = Person.of(Role.DISTRIBUTOR, new Scope.OfDistributor(fleet.distributorId()));
        String channel = meera.channel(Map.of("url", receiver.url(), "group_seconds", 60));
        String _ = meera.subscribes(channel, Map.of());
        receiver.behave(Manner.FAILS);
        send(tank, 0, 5);
        send(theirs, 0, 5);
        awaitWaiting(meera, 2);
        noticesAreDue(meera);
        awaitTold(meera, "group waiting");
        await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());

        meera.becomes(Role.COMMUNITY_ADMIN, here, true);
        receiver.behave(Manner.TAKES);
        deliveriesAreDue(meera);

        awaitTold(meera, "group spared", "opened delivered");
        var last = new JsonObject(receiver.requests().getLast().body());
        assertThat(last.getString("community_id")).isEqualTo(fleet.communityId().toString());
    }

    @Test
    void shouldTellTheFormerTenantTheEndAndTheNewOneOnlyWhatIsItsOwn() {
        Fleet next = Fleet.create();
        UUID _ = rule(next, everywhere(), 0);
        var ravi = Person.of(Role.VIEWER, new Scope.OfCommunity(next.communityId()));
        subscribe(asha);
        subscribe(ravi);
        send(tank, 0, 5);
        awaitTold(asha, "opened delivered");

        TestDirectory.publish(
                new NodeEntry(
                        2,
                        tank.id(),
                        tank.number(),
                        tank.kind(),
                        tank.category(),
                        new Placement(next.distributorId(), next.communityId(), null),
                        List.of()));

        awaitTold(asha, "opened delivered", "resolved delivered");
        assertThat(reasons(tank)).containsExactly("resolved unbound");
        send(tank, 1, 4);
        awaitTold(ravi, "opened delivered");
        assertThat(told(asha)).hasSize(2);
        assertThat(told(ravi)).hasSize(1);
    }

    @Test
    void shouldTellNothingOfWhatBeganAndEndedInItsTime() {
        String channel = asha.channel(Map.of("url", receiver.url(), "group_seconds", 60));
        String _ = asha.subscribes(channel, Map.of());
        send(tank, 0, 5);
        send(tank, 1, 50);
        awaitWaiting(asha, 2);

        noticesAreDue(asha);

        awaitWaiting(asha, 0);
        assertThat(told(asha)).isEmpty();
    }

    @Test
    void shouldWaitForAReceiverThatHasNotGotTheBeginning() {
        receiver.behave(Manner.FAILS);
        subscribe(asha);
        send(tank, 0, 5);
        await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());
        send(tank, 1, 50);
        awaitWaiting(asha, 1);
        assertThat(told(asha)).hasSize(1);

        receiver.behave(Manner.TAKES);
        deliveriesAreDue(asha);

        awaitTold(asha, "opened delivered", "resolved delivered");
    }

    @Test
    void shouldForgetWhatWaitsForAChannelThatIsSwitchedOff() {
        String channel = asha.channel(Map.of("url", receiver.url(), "group_seconds", 60));
        String _ = asha.subscribes(channel, Map.of());
        send(tank, 0, 5);
        awaitWaiting(asha, 1);

        asha.puts(
                        Person.CHANNELS + "/" + channel,
                        "*",
                        Map.of("name", "Off", "url", receiver.url(), "enabled", false))
                .statusCode(200);

        assertThat(waiting(asha)).isZero();
        send(tank, 1, 50);
        await().atMost(PATIENCE).until(() -> reasons(tank).equals(List.of("resolved cleared")));
        assertThat(waiting(asha)).isZero();
    }

    private void subscribe(Person person) {
        String _ = person.subscribes(person.channel(receiver.url()), Map.of());
    }

    private void send(NodeEntry node, int minute, double percent) {
        new Alerting(publisher).send(node, level(minute, percent));
    }

    private void awaitOpen() {
        await().atMost(PATIENCE).until(() -> reasons(tank).equals(List.of("open")));
    }

    private void awaitTold(Person person, String... what) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told(person)).containsExactly(what));
    }

    /** What a person is shown of it, oldest first. */
    private static List<String> told(Person person) {
        var shown = person.asks().get("/api/v1/me/deliveries").then().statusCode(200).extract();
        List<String> events = shown.path("items.event");
        List<String> states = shown.path("items.state");
        return IntStream.range(0, events.size())
                .mapToObj(i -> events.get(i) + " " + states.get(i))
                .toList()
                .reversed();
    }

    /** The same of somebody who is not let in. */
    private static List<String> states(Person person) {
        return texts(
                """
                select concat_ws(' ', d.event, d.state) from alerting.delivery d
                join alerting.route r on r.number = d.route_number where r.owner = '%s' order by d.number
                """
                        .formatted(person.subject()));
    }

    /** How many openings and ends wait to be made into a message. */
    private static int waiting(Person person) {
        return Integer.parseInt(
                texts(
                                """
                                select coalesce(sum(cardinality(n.alerts)), 0) from alerting.notice n
                                join alerting.route r on r.number = n.route_number where r.owner = '%s'
                                """
                                        .formatted(person.subject()))
                        .getFirst());
    }

    private static void awaitWaiting(Person person, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting(person)).isEqualTo(count));
    }

    private static void noticesAreDue(Person person) {
        asOwner(
                """
                update alerting.notice n set due_at = now()
                from alerting.route r where r.number = n.route_number and r.owner = '%s'
                """
                        .formatted(person.subject()));
    }

    /** Hurries those that wait; the next try may have come by itself. */
    private static void deliveriesAreDue(Person person) {
        int _ =
                changedAsOwner(
                        """
                        update alerting.delivery d set due_at = now()
                        from alerting.route r
                        where r.number = d.route_number and r.owner = '%s' and d.state = 'waiting'
                        """
                                .formatted(person.subject()));
    }

    private static List<String> active(Person person) {
        return texts(
                "select active from alerting.person where subject = '%s'"
                        .formatted(person.subject()));
    }
}

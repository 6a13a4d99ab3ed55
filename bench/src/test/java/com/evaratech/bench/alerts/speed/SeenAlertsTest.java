package com.evaratech.bench.alerts.speed;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.bench.alerts.speed.ExpectedAlerts.Opening;
import com.evaratech.bench.fleet.OpenedAlerts.Opened;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.site.Tank;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Source;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeenAlertsTest {

    private static final Instant FIRST = Instant.parse("2026-01-31T06:30:00Z");

    private final List<Tank> tanks =
            IntStream.range(0, 100)
                    .mapToObj(place -> new Tank(place, new UUID(1, place).toString(), "key"))
                    .toList();
    private final Requests requests = new Requests(FIRST, Duration.ofSeconds(20));
    private final HeardAlerts heard = new HeardAlerts(requests.oldest(), FIRST, 0);
    private List<Opening> openings = List.of();
    private final List<Opened> opened = new ArrayList<>();

    /** All of it is accepted at once, and does at once what it should. */
    @BeforeEach
    void accept() {
        for (int number = 0; number < requests.count(); number++) {
            requests.answered(number, Requests.dueMillis(number) * 1_000_000);
            requests.entered(
                    new NodeReadings(
                            1,
                            Kind.TANK,
                            Source.HTTP,
                            FIRST,
                            requests.readings(number, tanks.get(Requests.tank(number)))),
                    FIRST.toEpochMilli() + Requests.dueMillis(number));
        }
        openings = new ExpectedAlerts(tanks).of(requests);
        for (int i = 0; i < openings.size(); i++) {
            Opening one = openings.get(i);
            Instant soon = one.at().plusSeconds(1);
            opened.add(new Opened(one.nodeId(), one.at(), one.at(), soon));
            tell(one, i);
        }
    }

    private void tell(Opening one, int id) {
        heard.take(
                """
                {"type":"alert","event":"opened","alert_id":"%s","node_id":"%s","opened_at":"%s"}\
                """
                        .formatted(new UUID(2, id), one.nodeId(), one.at()),
                Duration.between(FIRST, one.at().plusSeconds(2)).toNanos());
    }

    @Test
    void shouldFindWhatShouldBeThere() {
        assertThat(openings).hasSizeGreaterThan(100);
        assertThat(told()).contains(mark("missing", 0, true), mark("unexpected", 0, true));
        assertThat(told()).contains(mark("untold", 0, true));
    }

    @Test
    void shouldMissAnAlertThatIsLost() {
        opened.removeLast();

        assertThat(told()).contains(mark("missing", 1, false), mark("unexpected", 0, true));
    }

    @Test
    void shouldSayThatAnAlertWasOpenedTwice() {
        opened.add(opened.getLast());

        assertThat(told()).contains(mark("missing", 0, true), mark("unexpected", 1, false));
    }

    @Test
    void shouldNotTakeOneThatIsToldTwiceForTwo() {
        tell(openings.getFirst(), 0);

        assertThat(heard.count()).isEqualTo(openings.size());
        assertThat(heard.again()).isOne();
        assertThat(told()).contains(mark("untold", 0, true));
    }

    @Test
    void shouldLeaveAlertsOfEarlierReadingsAlone() {
        Instant before = requests.oldest().minusMillis(1);
        UUID node = openings.getFirst().nodeId();
        opened.add(new Opened(node, before, before, FIRST));
        tell(new Opening(node, before), openings.size());

        assertThat(told()).contains(mark("unexpected", 0, true));
        assertThat(heard.count()).isEqualTo(openings.size());
    }

    private static String mark(String name, int value, boolean met) {
        return "\"name\":\"alerts.speed.%s\",\"value\":%d.0,\"unit\":\"alerts\",\"goal\":0.0,\"met\":%s"
                .formatted(name, value, met);
    }

    private String told() {
        var out = new ByteArrayOutputStream();
        var report = new Report(new PrintStream(out, true, StandardCharsets.UTF_8), true);
        SeenAlerts.of(tanks, requests, openings, opened, heard, true, 0.5).tell(report);
        boolean _ = report.end();
        return out.toString(StandardCharsets.UTF_8);
    }
}

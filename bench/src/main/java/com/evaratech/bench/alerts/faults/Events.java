package com.evaratech.bench.alerts.faults;

import com.evaratech.bench.alerts.large.LargeFleet;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertStream;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.stream.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is told of alerts, by node and rule, in the order in which it is told. */
final class Events {

    private static final int PAGE = 1_000;

    private Events() {}

    /** An alert that opened, or one that was over, by the time of the reading. */
    record Event(AlertEvent.Type type, Instant at) {}

    /** What should be told of these. */
    static Map<Key, List<Event>> expected(Map<Key, List<Life>> lives) {
        Map<Key, List<Event>> events = new HashMap<>();
        lives.forEach((key, known) -> {
            List<Event> of = events.computeIfAbsent(key, _ -> new ArrayList<>());
            for (Life life : known) {
                of.add(new Event(AlertEvent.Type.OPENED, life.begin()));
                Instant end = life.end();
                if (end != null) {
                    of.add(new Event(AlertEvent.Type.RESOLVED, end));
                }
            }
        });
        return events;
    }

    /** What a receiver was told. */
    static Map<Key, List<Event>> of(List<Inbox.Told> told) {
        Map<Key, List<Event>> events = new HashMap<>();
        told.forEach(each -> add(events, each.type(), each.alert()));
        return events;
    }

    /** Everything on the stream of alerts, also what should not be there again. */
    static Map<Key, List<Event>> onTheStream(BenchServers servers) {
        Map<Key, List<Event>> events = new HashMap<>();
        var bus = new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort())));
        try (BusConnection redis = bus.connect()) {
            StreamId last = StreamId.START;
            AlertStream.Batch batch = AlertStream.read(redis, last, PAGE);
            while (!batch.events().isEmpty()) {
                batch.events().forEach(each -> add(events, each.type(), each.alert()));
                last = batch.last();
                batch = AlertStream.read(redis, last, PAGE);
            }
        }
        return events;
    }

    private static void add(Map<Key, List<Event>> events, AlertEvent.Type type, AlertFacts alert) {
        var ending = alert.ending();
        Instant at =
                type == AlertEvent.Type.OPENED || ending == null ? alert.openedAt() : ending.at();
        var key = new Key(LargeFleet.number(alert.nodeId()), alert.ruleName());
        events.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Event(type, at));
    }
}

package com.evaratech.bench.proof;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.HurtfulProxy;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.proof.Numbered.Taste;
import com.evaratech.bench.proof.Published.Place;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamId;
import com.evaratech.local.process.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hurts the parts. Begins and ends with two owners at work and entries flowing. */
final class Faults {

    private static final int KILLED_OWNERS = 6;
    private static final int MANY = 4;
    private static final int CUTS = 4;
    private static final int SWALLOWED = 5;
    private static final int POISONS = 6;
    private static final int TURNS = 4;
    private static final int SLOW_MILLIS_PER_ENTRY = 1;
    private static final Duration MOMENT = Duration.ofMillis(400);
    private static final Duration LONGER_THAN_LEASE =
            OwnerProcess.LEASE.multipliedBy(3).dividedBy(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BenchServers servers;
    private final HurtfulProxy database;
    private final HurtfulProxy bus;
    private final Owners owners;
    private final Publishing publishing;
    private final StreamDefinition stream;
    private final List<Place> removed = new ArrayList<>();
    private int serverKills;

    Faults(
            BenchServers servers,
            HurtfulProxy database,
            HurtfulProxy bus,
            Owners owners,
            Publishing publishing,
            StreamDefinition stream) {
        this.servers = servers;
        this.database = database;
        this.bus = bus;
        this.owners = owners;
        this.publishing = publishing;
        this.stream = stream;
    }

    /** Kills of owners and servers so far. */
    int kills() {
        return owners.kills() + serverKills;
    }

    /** In each partition, up to where entries were taken from the bus. */
    List<Place> removed() {
        return List.copyOf(removed);
    }

    void hurt(Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case KILLED_OWNERS -> killOwners();
            case HUNG_OWNER -> hang(owners.oldest());
            case OVERLAPPING_OWNERS -> overlap();
            case SCALED_OWNERS -> scale();
            case SLOW_OWNERS_TAKING_TURNS -> takeTurns();
            case KILLED_REDIS -> {
                Pause.of(MOMENT);
                servers.killRedis();
                serverKills++;
            }
            case KILLED_POSTGRES -> {
                Pause.of(MOMENT);
                servers.killPostgres();
                serverKills++;
            }
            case CUT_CONNECTIONS -> cut();
            case LOST_COMMIT_ANSWERS -> loseCommitAnswers();
            case POISON -> poison();
            case TRIMMED_GAP -> trim();
            case EMPTY_REDIS -> empty();
        }
        Pause.of(MOMENT);
    }

    private void killOwners() throws IOException, InterruptedException {
        for (int i = 0; i < KILLED_OWNERS; i++) {
            Pause.of(MOMENT);
            owners.kill(owners.oldest());
            var _ = owners.start();
        }
    }

    private static void hang(Process owner) throws InterruptedException {
        Signals.STOP.send(owner.toHandle());
        Pause.of(LONGER_THAN_LEASE);
        Signals.CONT.send(owner.toHandle());
    }

    private void overlap() throws IOException, InterruptedException {
        var _ = owners.start();
        var _ = owners.start();
        Pause.of(MOMENT.multipliedBy(3));
        List<Process> old = owners.living().subList(0, 2);
        for (Process owner : old) {
            owners.kill(owner);
        }
    }

    private void scale() throws IOException, InterruptedException {
        owners.stop(owners.oldest());
        Pause.of(MOMENT);
        while (owners.living().size() < MANY) {
            var _ = owners.start();
        }
        Pause.of(LONGER_THAN_LEASE);
        owners.kill(owners.oldest());
        owners.kill(owners.oldest());
    }

    private void takeTurns() throws IOException, InterruptedException {
        owners.stopAll();
        List<Process> slow =
                List.of(owners.start(SLOW_MILLIS_PER_ENTRY), owners.start(SLOW_MILLIS_PER_ENTRY));
        Pause.of(MOMENT.multipliedBy(3));
        for (int turn = 0; turn < TURNS; turn++) {
            hang(slow.get(turn % 2));
        }
        owners.stopAll();
        var _ = owners.start();
        var _ = owners.start();
    }

    private void cut() throws InterruptedException {
        for (int i = 0; i < CUTS; i++) {
            Pause.of(MOMENT);
            database.cut();
            bus.cut();
        }
    }

    private void loseCommitAnswers() throws InterruptedException {
        database.swallowCommitAnswers(SWALLOWED);
        if (!Pause.until(PATIENCE, () -> database.answersToSwallow() == 0)) {
            throw new IllegalStateException(
                    database.answersToSwallow() + " commits too few came by to lose their answers");
        }
    }

    private void poison() throws InterruptedException {
        for (int i = 0; i < POISONS; i++) {
            publishing.publish(Taste.UNREADABLE);
            publishing.publish(Taste.REFUSED);
            publishing.publish(Taste.REFUSED);
            Pause.of(MOMENT.dividedBy(4));
        }
    }

    private void trim() throws IOException, InterruptedException {
        owners.stopAll();
        long from = publishing.next();
        Pause.of(MOMENT);
        publishing.pause();
        for (Place last : middles(publishing.from(from))) {
            var keys = stream.keys(last.partition());
            var next = new StreamId(last.id().millis(), last.id().sequence() + 1);
            var _ = servers.redis("HSET", keys.facts(), "trimmed", last.id().toString());
            var _ = servers.redis("XTRIM", keys.stream(), "MINID", "=", next.toString());
            removed.add(last);
        }
        publishing.flow();
        var _ = owners.start();
        var _ = owners.start();
    }

    private void empty() throws IOException, InterruptedException {
        owners.living().forEach(owner -> Signals.STOP.send(owner.toHandle()));
        Pause.of(MOMENT);
        publishing.pause();
        servers.emptyRedis();
        removed.addAll(lasts(publishing.from(0)));
        publishing.flow();
        owners.living().forEach(owner -> Signals.CONT.send(owner.toHandle()));
    }

    /** In each partition the place in the middle of what was published there. */
    private static List<Place> middles(Collection<Published> published) {
        return byPartition(published).values().stream()
                .map(places -> places.get((places.size() - 1) / 2))
                .toList();
    }

    private static List<Place> lasts(Collection<Published> published) {
        return byPartition(published).values().stream().map(List::getLast).toList();
    }

    private static Map<Integer, List<Place>> byPartition(Collection<Published> published) {
        var places = new TreeMap<Integer, List<Place>>();
        for (Published each : published) {
            if (each.place() != null) {
                places.computeIfAbsent(each.place().partition(), key -> new ArrayList<>())
                        .add(each.place());
            }
        }
        places.values().forEach(all -> all.sort(Comparator.comparing(Place::id)));
        return places;
    }
}

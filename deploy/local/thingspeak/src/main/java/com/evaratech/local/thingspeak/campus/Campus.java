package com.evaratech.local.thingspeak.campus;

import com.evaratech.local.thingspeak.channels.Access;
import com.evaratech.local.thingspeak.channels.ChannelInfo;
import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.channels.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * All sites and their nodes. Thread-safe: one thread advances it at a time, and an incident waits
 * for the end of an advance.
 */
public final class Campus {
    private final CampusOptions options;
    private final Quirks quirks;
    private final List<Site> sites = new ArrayList<>();
    private final List<CampusNode> nodes = new ArrayList<>();
    private long second;

    /** Builds the campus and its channels, standing at this time without rows. */
    public Campus(CampusOptions options, ChannelStore store, Instant start) {
        this.options = options;
        this.quirks = new Quirks(options.quirks());
        this.second = Math.floorDiv(start.getEpochSecond(), Site.STEP_SECONDS) * Site.STEP_SECONDS;
        for (int i = 0; i < options.nodes(); i++) {
            if (i % Site.NODES == 0) {
                sites.add(new Site(mix(options.seed(), sites.size()), options.counterRollover()));
            }
            nodes.add(node(i, store));
        }
    }

    private CampusNode node(int index, ChannelStore store) {
        int siteNumber = index / Site.NODES;
        int place = index % Site.NODES;
        SplittableRandom own = new SplittableRandom(mix(~options.seed(), index));
        Category category = SiteNodes.category(place, siteNumber);
        long id = CampusOptions.FIRST_CHANNEL + index;
        boolean isPublic = own.nextDouble() >= options.privateShare();
        String name =
                "Site %d %s %d"
                        .formatted(
                                siteNumber + 1,
                                category.name().toLowerCase(Locale.ROOT),
                                place + 1);
        ChannelInfo info =
                new ChannelInfo(
                        id,
                        name,
                        null,
                        place(siteNumber, own),
                        category.labels(),
                        Instant.ofEpochSecond(second),
                        Access.derived(id, isPublic));
        long firstDue = second + 1 + own.nextInt((int) options.interval().toSeconds());
        return new CampusNode(
                category,
                store.create(info),
                SiteNodes.instrument(sites.get(siteNumber), place),
                firstDue);
    }

    /** Somewhere within some twenty kilometres, the sites on a grid. */
    private static Place place(int site, SplittableRandom own) {
        double north = 17.40 + Math.floorDiv(site, 100) * 0.002 + own.nextDouble(0.0008);
        double east = 78.30 + site % 100 * 0.002 + own.nextDouble(0.0008);
        return new Place(Sensor.text(north, 5), Sensor.text(east, 5), "540");
    }

    /** The campus' time. */
    public synchronized Instant now() {
        return Instant.ofEpochSecond(second);
    }

    /** Runs all whole steps up to this time; rows appear in the channels as they fall due. */
    public synchronized void advanceTo(Instant until) {
        while (second + Site.STEP_SECONDS <= until.getEpochSecond()) {
            second += Site.STEP_SECONDS;
            step(Moment.at(second, options.zone()));
        }
    }

    private void step(Moment moment) {
        long interval = options.interval().toSeconds();
        for (int i = 0; i < sites.size(); i++) {
            Site site = sites.get(i);
            site.step(moment);
            int end = Math.min(nodes.size(), (i + 1) * Site.NODES);
            for (int n = i * Site.NODES; n < end; n++) {
                nodes.get(n).report(moment, interval, quirks, site.random());
            }
        }
    }

    public List<CampusNode> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** The node of this channel. */
    public Optional<CampusNode> node(long channelId) {
        return index(channelId).map(nodes::get);
    }

    /** The water accounts of all tanks, two overhead tanks and a sump per site. */
    public synchronized List<WaterBalance> balances() {
        return sites.stream()
                .flatMap(site -> List.of(site.tank(0), site.tank(1), site.sump()).stream())
                .map(Tank::balance)
                .toList();
    }

    /**
     * Lets something go wrong at the node of this channel until {@link #repair}.
     *
     * @throws IllegalArgumentException when there is no such node, or this cannot happen to it
     */
    public synchronized void strike(long channelId, Incident incident) {
        int index = known(channelId);
        Category category = nodes.get(index).category();
        boolean possible =
                switch (incident) {
                    case Incident.Leak _ -> category.canLeak();
                    case Incident.DryRun _ -> category.canRunDry();
                    case Incident.Silent _, Incident.Stuck _ -> true;
                };
        if (!possible) {
            throw new IllegalArgumentException(incident + " cannot happen to a " + category);
        }
        apply(index, incident);
    }

    private void apply(int index, Incident incident) {
        Site site = sites.get(index / Site.NODES);
        int place = index % Site.NODES;
        switch (incident) {
            case Incident.Leak leak -> SiteNodes.leak(site, place, leak.lpm());
            case Incident.DryRun _ -> SiteNodes.runDry(site, place, true);
            case Incident.Silent _ -> nodes.get(index).silent(true);
            case Incident.Stuck _ -> {
                nodes.get(index).stuck(true);
                SiteNodes.stick(site, place, true);
            }
        }
    }

    /** Ends all incidents of the node of this channel. */
    public synchronized void repair(long channelId) {
        int index = known(channelId);
        Site site = sites.get(index / Site.NODES);
        int place = index % Site.NODES;
        CampusNode node = nodes.get(index);
        node.silent(false);
        node.stuck(false);
        SiteNodes.stick(site, place, false);
        if (node.category().canLeak()) {
            SiteNodes.leak(site, place, 0);
        }
        if (node.category().canRunDry()) {
            SiteNodes.runDry(site, place, false);
        }
    }

    private int known(long channelId) {
        return index(channelId)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "channel " + channelId + " is no node of the campus"));
    }

    private Optional<Integer> index(long channelId) {
        long index = channelId - CampusOptions.FIRST_CHANNEL;
        return index >= 0 && index < nodes.size() ? Optional.of((int) index) : Optional.empty();
    }

    /**
     * A seed of its own for every number: Weyl sequence with the golden ratio, as SplittableRandom
     * itself uses.
     */
    private static long mix(long seed, long number) {
        return seed * 31 + number * 0x9E3779B97F4A7C15L;
    }
}

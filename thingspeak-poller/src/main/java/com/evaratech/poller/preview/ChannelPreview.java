package com.evaratech.poller.preview;

import com.evaratech.common.access.Scope;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.mapping.ChannelRules;
import com.evaratech.common.reading.mapping.ChannelWish;
import com.evaratech.common.reading.normalise.ChannelNormaliser;
import com.evaratech.common.reading.normalise.Normalised;
import com.evaratech.common.reading.normalise.RawRow;
import com.evaratech.common.reading.normalise.RejectReason;
import com.evaratech.common.reading.normalise.Rejection;
import com.evaratech.poller.PollerException.ChannelNotFound;
import com.evaratech.poller.PollerException.NodeNotFound;
import com.evaratech.poller.mapping.KeyUnreadable;
import com.evaratech.poller.mapping.PolledChannel;
import com.evaratech.poller.mapping.PolledChannels;
import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.FeedPage;
import com.evaratech.poller.source.FeedQuery;
import com.evaratech.poller.source.FeedRow;
import com.evaratech.poller.source.NotAsked;
import com.evaratech.poller.source.PoliteSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Asks ThingSpeak as a poll does, within the same limits, and normalises as a poll does; the cursor
 * stays where it is. Blocks until ThingSpeak has answered: for virtual threads.
 */
@Singleton
class ChannelPreview {

    // One page is asked for; how often others would follow does not matter.
    private static final int ANY_INTERVAL = 60;

    private final PolledChannels channels;
    private final PoliteSource source;
    private final InstantSource clock;

    ChannelPreview(PolledChannels channels, PoliteSource source, InstantSource clock) {
        this.channels = channels;
        this.source = source;
        this.clock = clock;
    }

    /** Fails with {@link ChannelNotFound} for what is not in the scope, too. */
    Preview show(Scope scope, UUID nodeId) throws InterruptedException {
        return ask(() ->
                channels.find(nodeId)
                        .filter(found -> scope.covers(found.node().placement()))
                        .orElseThrow(() -> new ChannelNotFound(nodeId)));
    }

    /**
     * Shows what would be read if the node were mapped so.
     *
     * @throws NodeNotFound also for what is not in the scope
     * @throws InvalidRequest when the registry would not accept the mapping
     */
    Preview tryOut(Scope scope, UUID nodeId, ChannelWish wish) throws InterruptedException {
        var node =
                channels.node(nodeId)
                        .filter(found -> scope.covers(found.placement()))
                        .orElseThrow(() -> new NodeNotFound(nodeId));
        var mapping = ChannelRules.accept(wish, Kind.valueOf(node.kind()), ANY_INTERVAL);
        return ask(() -> channels.mappedAs(node, mapping));
    }

    private Preview ask(Sought sought) throws InterruptedException {
        try {
            PolledChannel channel = sought.find();
            FeedPage page =
                    source.read(
                            channel.channel().channelId(),
                            channel.readApiKey(),
                            new FeedQuery.Newest(FeedQuery.NEWEST));
            var normaliser = channel.normaliser();
            var now = clock.instant();
            return new Preview(
                    channel.channel().channelId(),
                    page.lastEntryId(),
                    page.rows().reversed().stream()
                            .limit(Preview.MOST_ROWS)
                            .map(row -> row(row, normaliser, now))
                            .toList());
        } catch (KeyUnreadable e) {
            throw PreviewProblem.of(e);
        } catch (NotAsked e) {
            throw PreviewProblem.of(e);
        } catch (BadAnswer e) {
            throw PreviewProblem.of(e);
        }
    }

    private static Preview.Row row(FeedRow row, ChannelNormaliser normaliser, Instant now) {
        var normalised = normalise(row, normaliser, now);
        Optional<Reading> reading = normalised.reading();
        var fields = new TreeMap<String, String>();
        row.fields().forEach((number, text) -> fields.put("field" + number, text));
        return new Preview.Row(
                row.entryId(),
                row.createdAtText(),
                fields,
                reading.map(Reading::recordedAt).orElse(null),
                reading.map(ChannelPreview::metrics).orElse(Map.of()),
                normalised.rejections());
    }

    private static Normalised normalise(FeedRow row, ChannelNormaliser normaliser, Instant now) {
        Instant createdAt = row.createdAt();
        return createdAt == null
                ? new Normalised(
                        Optional.empty(),
                        List.of(
                                new Rejection(
                                        RejectReason.NOT_A_TIME,
                                        "created_at",
                                        row.createdAtText(),
                                        "a time")))
                : normaliser.normalise(new RawRow(createdAt, row.fields()), now);
    }

    private static Map<String, Object> metrics(Reading reading) {
        var metrics = new LinkedHashMap<String, Object>();
        for (Metric metric : reading.metrics()) {
            metrics.put(
                    metric.code(),
                    switch (metric.plausible()) {
                        case Plausible.Range _ -> reading.value(metric);
                        case Plausible.OneOf _ -> metric.word((int) reading.value(metric));
                    });
        }
        return metrics;
    }

    @FunctionalInterface
    private interface Sought {
        PolledChannel find() throws KeyUnreadable;
    }
}

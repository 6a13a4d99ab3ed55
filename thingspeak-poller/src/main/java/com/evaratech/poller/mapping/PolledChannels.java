package com.evaratech.poller.mapping;

import com.evaratech.common.directory.CalibrationEntry;
import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.reading.mapping.ChannelMapping;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.common.secret.KeyRing;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds channels in the directory, and opens the keys of private ones. For virtual threads. */
@Singleton
public class PolledChannels {

    private final Directory directory;
    private final KeyRing ring;

    PolledChannels(Directory directory, KeyRing ring) {
        this.directory = directory;
        this.ring = ring;
    }

    /**
     * The channel of a node, if there are both.
     *
     * @throws DependencyUnavailable when the directory is not known well enough to say
     * @throws KeyUnreadable when no key of the ring here opens the sealed one
     */
    public Optional<PolledChannel> find(UUID nodeId) throws KeyUnreadable {
        var node = directory.now(DirectoryKinds.NODE, nodeId);
        var channel = directory.now(DirectoryKinds.CHANNEL, nodeId);
        if (node.isEmpty() || channel.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PolledChannel(
                        node.get(), channel.get(), open(channel.get()), calibrations(nodeId)));
    }

    /** A node, whether or not a channel feeds it. Fails as {@link #find}. */
    public Optional<NodeEntry> node(UUID nodeId) {
        return directory.now(DirectoryKinds.NODE, nodeId);
    }

    /**
     * The channel as it would be polled if the node were mapped so. A mapping that says nothing of
     * a key opens the node's present channel with the key that is kept for it.
     *
     * @throws DependencyUnavailable when the directory is not known well enough to say
     * @throws KeyUnreadable when no key of the ring here opens the sealed one
     */
    public PolledChannel mappedAs(NodeEntry node, ChannelMapping mapping) throws KeyUnreadable {
        return new PolledChannel(
                node,
                new ChannelEntry(
                        0,
                        node.id(),
                        mapping.channelId(),
                        null,
                        mapping.intervalSeconds(),
                        mapping.fields()),
                readApiKey(node, mapping),
                calibrations(node.id()));
    }

    private Calibrations calibrations(UUID nodeId) {
        return directory
                .now(DirectoryKinds.CALIBRATION, nodeId)
                .map(CalibrationEntry::calibrations)
                .orElse(Calibrations.NONE);
    }

    private @Nullable String readApiKey(NodeEntry node, ChannelMapping mapping)
            throws KeyUnreadable {
        @Nullable String given = mapping.readApiKey();
        if (given != null) {
            return given.isEmpty() ? null : given;
        }
        var present =
                directory
                        .now(DirectoryKinds.CHANNEL, node.id())
                        .filter(channel -> channel.channelId() == mapping.channelId());
        return present.isPresent() ? open(present.get()) : null;
    }

    private @Nullable String open(ChannelEntry channel) throws KeyUnreadable {
        @Nullable String sealed = channel.sealedReadApiKey();
        if (sealed == null) {
            return null;
        }
        return ring.open(sealed, ChannelEntry.keyContext(channel.nodeId()))
                .orElseThrow(KeyUnreadable::new);
    }
}

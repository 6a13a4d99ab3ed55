package com.evaratech.poller.mapping;

import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.problem.DependencyUnavailable;
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
        var node = directory.node(nodeId).await().indefinitely();
        var channel = directory.channel(nodeId).await().indefinitely();
        if (node.isEmpty() || channel.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PolledChannel(
                        node.get(),
                        channel.get(),
                        open(channel.get()),
                        directory.calibrations(nodeId).await().indefinitely()));
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

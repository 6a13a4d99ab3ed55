package com.evaratech.node.claims;

import com.evaratech.common.idempotency.Fingerprint;
import com.evaratech.node.RegistryException.Ended;
import com.evaratech.node.keys.DeviceKeys;
import com.evaratech.node.keys.LiveKeys;
import com.evaratech.node.nodes.Node;
import com.evaratech.node.nodes.NodeRegistration;
import com.evaratech.node.nodes.RegisterNode;
import com.evaratech.node.status.WatchedNodes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** The nodes that tokens make, each with a key for its device. Within the caller's transaction. */
@ApplicationScoped
class ClaimedNodes {

    private static final String USED = "used";

    private final NodeRegistration nodes;
    private final WatchedNodes watched;
    private final LiveKeys live;
    private final DeviceKeys keys;
    private final ObjectMapper json;

    ClaimedNodes(
            NodeRegistration nodes,
            WatchedNodes watched,
            LiveKeys live,
            DeviceKeys keys,
            ObjectMapper json) {
        this.nodes = nodes;
        this.watched = watched;
        this.live = live;
        this.keys = keys;
        this.json = json;
    }

    /** By this a wish is known again. */
    String fingerprint(RegisterNode wish) {
        try {
            return Fingerprint.of(json.writeValueAsString(wish));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form of " + wish.getClass(), e);
        }
    }

    /** Registers a node in a token's place, and issues its key once the token is spent. */
    Uni<Claimed> register(
            ClaimTokenEntity token, RegisterNode wish, Function<Node, Uni<Void>> spend) {
        return nodes.register(token.bearer(), token.place(), wish)
                .call(spend::apply)
                .chain(node -> issue(token, node));
    }

    /**
     * Another first key in place of the one whose answer was lost on its way. Fails with {@link
     * Ended} when the device has reported: then it has its key.
     */
    Uni<Claimed> again(ClaimTokenEntity token) {
        UUID id = Objects.requireNonNull(token.nodeId);
        return watched.find(id)
                .invoke(found -> {
                    if (found.lastSeenAt() != null) {
                        throw new Ended(ClaimService.TOKEN, USED);
                    }
                })
                .chain(() -> nodes.lock(token.bearer(), id))
                .call(() -> live.revokeAll(token.bearer(), id, token.place()))
                .chain(node -> issue(token, node));
    }

    private Uni<Claimed> issue(ClaimTokenEntity token, Node node) {
        return keys.issue(token.bearer(), node.id()).map(key -> new Claimed(node, key));
    }
}

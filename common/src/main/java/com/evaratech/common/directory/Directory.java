package com.evaratech.common.directory;

import com.evaratech.common.access.Caller;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.directory.follow.ChangeListener;
import com.evaratech.common.directory.follow.DirectoryFollower;
import com.evaratech.common.directory.follow.DirectoryKind;
import com.evaratech.common.directory.follow.DirectoryStale;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.reading.normalise.Calibrations;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers who a person is and where a community or node belongs, from the copy that this process
 * keeps of what node-service publishes. No question waits for a server; a change counts here within
 * 2 s of its commit.
 *
 * <p>Every {@code Uni} fails with {@link DependencyUnavailable} while the copy is not whole or not
 * fresh: "not there" is only said when it is known.
 */
@Singleton
public class Directory {

    private final InstantSource clock;
    private final DirectoryFollower follower;

    Directory(Bus bus, InstantSource clock) {
        this.clock = clock;
        this.follower = new DirectoryFollower(bus, DirectoryKinds.ALL);
    }

    void start(@Observes StartupEvent event) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent event) {
        follower.stop();
    }

    /** The profile of a token's subject, if anybody gave it one. */
    public Uni<Optional<Profile>> profile(String subject) {
        return find(DirectoryKinds.PROFILE, subject);
    }

    /** The community of this id, if there is one. */
    public Uni<Optional<CommunityEntry>> community(UUID id) {
        return find(DirectoryKinds.COMMUNITY, id);
    }

    /** The node of this id, if there is one. */
    public Uni<Optional<NodeEntry>> node(UUID id) {
        return find(DirectoryKinds.NODE, id);
    }

    /** The ThingSpeak channel that feeds a node, if one does. */
    public Uni<Optional<ChannelEntry>> channel(UUID nodeId) {
        return find(DirectoryKinds.CHANNEL, nodeId);
    }

    /** The customer of this id, if there is one. */
    public Uni<Optional<CustomerEntry>> customer(UUID id) {
        return find(DirectoryKinds.CUSTOMER, id);
    }

    /** The device key of this id, if there is one that was neither revoked nor has expired. */
    public Uni<Optional<DeviceKeyEntry>> deviceKey(String id) {
        return find(DirectoryKinds.DEVICE_KEY, id)
                .map(found -> found.filter(key -> isStillValid(key.expiresAt())));
    }

    /** The API key of this id, if there is one that was neither revoked nor has expired. */
    public Uni<Optional<ApiKeyEntry>> apiKey(String id) {
        return find(DirectoryKinds.API_KEY, id)
                .map(found -> found.filter(key -> isStillValid(key.expiresAt())));
    }

    /** What a caller may do, be it a person or a program with an API key. */
    public Uni<Optional<Profile>> profileOf(Caller caller) {
        return caller.apiKeyId()
                .map(id -> apiKey(id).map(found -> found.map(ApiKeyEntry::profile)))
                .orElseGet(() -> profile(caller.subject()));
    }

    /** How readings of a node are corrected; {@link Calibrations#NONE} when they are not. */
    public Uni<Calibrations> calibrations(UUID nodeId) {
        return find(DirectoryKinds.CALIBRATION, nodeId)
                .map(found -> found.map(CalibrationEntry::calibrations).orElse(Calibrations.NONE));
    }

    /** How a node is, as soon as it has reported once or work was done on it. */
    public Uni<Optional<StatusEntry>> status(UUID nodeId) {
        return find(DirectoryKinds.STATUS, nodeId);
    }

    /**
     * What there is of a kind under a key, at once: everything is in memory. For straight code,
     * which would otherwise make a subscription for each look.
     *
     * @throws DependencyUnavailable while the directory is not fresh
     */
    public <K, T> Optional<T> now(DirectoryKind<K, T> kind, K key) {
        try {
            return follower.find(kind, key);
        } catch (DirectoryStale _) {
            throw new DependencyUnavailable("The directory of people and places");
        }
    }

    /** Tells a listener of everything there is of a kind, and of every change from then on. */
    public <K, T> void onChange(DirectoryKind<K, T> kind, ChangeListener<K, T> listener) {
        follower.onChange(kind, listener);
    }

    /** Whether questions are answered now. */
    public boolean isFresh() {
        return follower.isFresh();
    }

    private boolean isStillValid(@Nullable Instant expiresAt) {
        return expiresAt == null || expiresAt.isAfter(clock.instant());
    }

    private <K, T> Uni<Optional<T>> find(DirectoryKind<K, T> kind, K key) {
        return Uni.createFrom().item(() -> now(kind, key));
    }
}

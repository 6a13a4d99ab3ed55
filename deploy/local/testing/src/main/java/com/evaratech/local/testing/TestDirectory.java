package com.evaratech.local.testing;

import static org.awaitility.Awaitility.await;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.directory.ApiKeyEntry;
import com.evaratech.common.directory.CalibrationEntry;
import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.CustomerEntry;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.directory.follow.DirectoryKind;
import com.evaratech.common.directory.store.DirectoryItem;
import com.evaratech.common.directory.store.DirectoryState;
import com.evaratech.common.directory.store.DirectoryStore;
import com.evaratech.common.outbox.Version;
import com.evaratech.common.secret.KeyRing;
import com.evaratech.local.redis.RedisConnection;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plays node-service for the tests of the others: publishes directory entries as it does, and
 * returns when the service under test has heard of them.
 */
public final class TestDirectory {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(2);
    private static final Version BEGINNING = new Version(0, 0);

    private static final List<String> KINDS =
            DirectoryKinds.ALL.stream().<String>map(DirectoryKind::name).toList();
    private static final DirectoryStore STORE = new DirectoryStore(KINDS);

    private TestDirectory() {}

    /** Publishes what a person may do. */
    public static void publish(UUID subject, Profile profile) {
        put(DirectoryKinds.PROFILE, subject.toString(), profile.toJson());
        awaitHeard(directory -> directory.profile(subject.toString()), profile);
    }

    /** Says that there is no such person any more. */
    public static void removeProfile(UUID subject) {
        put(DirectoryKinds.PROFILE, subject.toString(), null);
        awaitHeard(directory -> directory.profile(subject.toString()), null);
    }

    /** Publishes a community. */
    public static void publish(CommunityEntry community) {
        put(DirectoryKinds.COMMUNITY, community.id().toString(), community.toJson());
        awaitHeard(directory -> directory.community(community.id()), community);
    }

    /** Says that there is no such community any more. */
    public static void removeCommunity(UUID id) {
        put(DirectoryKinds.COMMUNITY, id.toString(), null);
        awaitHeard(directory -> directory.community(id), null);
    }

    /** Publishes a customer. */
    public static void publish(CustomerEntry customer) {
        put(DirectoryKinds.CUSTOMER, customer.id().toString(), customer.toJson());
        awaitHeard(directory -> directory.customer(customer.id()), customer);
    }

    /** Publishes an API key. */
    public static void publish(ApiKeyEntry key) {
        put(DirectoryKinds.API_KEY, key.id(), key.toJson());
        awaitHeard(directory -> directory.apiKey(key.id()), key);
    }

    /** Revokes an API key. */
    public static void revoke(ApiKeyEntry key) {
        put(DirectoryKinds.API_KEY, key.id(), null);
        awaitHeard(directory -> directory.apiKey(key.id()), null);
    }

    /** Publishes a node. */
    public static void publish(NodeEntry node) {
        put(DirectoryKinds.NODE, node.id().toString(), node.toJson());
        awaitHeard(directory -> directory.node(node.id()), node);
    }

    /** Says that there is no such node any more. */
    public static void removeNode(UUID id) {
        put(DirectoryKinds.NODE, id.toString(), null);
        awaitHeard(directory -> directory.node(id), null);
    }

    /** Publishes the channel that feeds a node. */
    public static void publish(ChannelEntry channel) {
        put(DirectoryKinds.CHANNEL, channel.nodeId().toString(), channel.toJson());
        awaitHeard(directory -> directory.channel(channel.nodeId()), channel);
    }

    /** The key of a node's channel as the registry tells of it. */
    public static String sealReadKey(UUID nodeId, String key) {
        return KeyRing.parse(EvaraServers.keyRing()).seal(key, ChannelEntry.keyContext(nodeId));
    }

    /** Takes the channel from a node. */
    public static void removeChannel(UUID nodeId) {
        put(DirectoryKinds.CHANNEL, nodeId.toString(), null);
        awaitHeard(directory -> directory.channel(nodeId), null);
    }

    /** Publishes a device key. */
    public static void publish(DeviceKeyEntry key) {
        put(DirectoryKinds.DEVICE_KEY, key.id(), key.toJson());
        awaitHeard(directory -> directory.deviceKey(key.id()), key);
    }

    /** Revokes a device key. */
    public static void revoke(DeviceKeyEntry key) {
        put(DirectoryKinds.DEVICE_KEY, key.id(), null);
        awaitHeard(directory -> directory.deviceKey(key.id()), null);
    }

    /** Publishes how readings of a node are corrected. */
    public static void publish(CalibrationEntry entry) {
        put(DirectoryKinds.CALIBRATION, entry.nodeId().toString(), entry.toJson());
        awaitHeard(
                directory -> directory.calibrations(entry.nodeId()).map(Optional::of),
                entry.calibrations());
    }

    /** Publishes how a node is. Times count in milliseconds. */
    public static void publish(StatusEntry status) {
        put(DirectoryKinds.STATUS, status.nodeId().toString(), status.toJson());
        awaitHeard(directory -> directory.status(status.nodeId()), status);
    }

    /** Says that the snapshot is complete: whoever is not in it has no profile. */
    public static void markComplete() {
        try (BusConnection redis = connect()) {
            var _ = ensureComplete(redis);
        }
        awaitHeard(directory -> directory.profile(UUID.randomUUID().toString()), null);
    }

    /** Forgets everything, as a Redis that lost its data. */
    public static void clear() {
        call(
                Stream.concat(
                                Stream.of("DEL", "evara:{dir}:state", "evara:{dir}:stream"),
                                KINDS.stream().map("evara:{dir}:"::concat))
                        .toArray(String[]::new));
    }

    private static void put(DirectoryKind<?, ?> kind, String id, @Nullable String json) {
        try (BusConnection redis = connect()) {
            DirectoryState state = ensureComplete(redis);
            Version last = Optional.ofNullable(state.version()).orElse(BEGINNING);
            Version next = last.at(last.number() + 1);
            DirectoryItem item = new DirectoryItem(kind.name(), id, next, json, null);
            var _ = STORE.put(redis, state.generation(), List.of(item), next, "");
        }
    }

    private static DirectoryState ensureComplete(BusConnection redis) {
        if (!STORE.look(redis).isComplete()) {
            String generation = "test/" + UUID.randomUUID();
            STORE.begin(redis, "", generation);
            STORE.complete(redis, generation, 0, BEGINNING, "");
        }
        return STORE.look(redis);
    }

    /** A service in a process of its own hears of it as soon, but cannot be asked here. */
    private static <T> void awaitHeard(
            Function<Directory, Uni<Optional<T>>> question, @Nullable T expected) {
        ArcContainer service = Arc.container();
        if (service == null || !service.isRunning()) {
            return;
        }
        Directory directory = service.instance(Directory.class).get();
        await().atMost(LONGEST_WAIT)
                .pollInterval(POLL)
                .ignoreExceptions()
                .until(() ->
                        question.apply(directory)
                                .await()
                                .atMost(LONGEST_WAIT)
                                .equals(Optional.ofNullable(expected)));
    }

    private static BusConnection connect() {
        SharedServersMXBean servers = EvaraServers.shared();
        return new Bus(
                        BusAddress.parse(
                                "redis://:%s@127.0.0.1:%d"
                                        .formatted(
                                                servers.getRedisPassword(),
                                                servers.getRedisPort())))
                .connect();
    }

    private static void call(String... words) {
        SharedServersMXBean servers = EvaraServers.shared();
        try (RedisConnection redis =
                RedisConnection.open(servers.getRedisPort(), servers.getRedisPassword())) {
            var _ = redis.call(words);
        } catch (IOException e) {
            throw new UncheckedIOException("The tests' directory was not written", e);
        }
    }
}

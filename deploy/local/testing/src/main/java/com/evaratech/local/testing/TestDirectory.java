package com.evaratech.local.testing;

import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.DirectoryKeys;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.Profile;
import com.evaratech.local.redis.RedisConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/**
 * Plays node-service for the tests of the others: writes directory entries as they would be
 * published, and says that the snapshot is complete.
 */
public final class TestDirectory {

    private TestDirectory() {}

    /** Publishes what a person may do. */
    public static void publish(UUID subject, Profile profile) {
        put(DirectoryKeys.PROFILES, subject, profile.toJson());
    }

    /** Publishes a community. */
    public static void publish(CommunityEntry community) {
        put(DirectoryKeys.COMMUNITIES, community.id(), community.toJson());
    }

    /** Publishes a node. */
    public static void publish(NodeEntry node) {
        put(DirectoryKeys.NODES, node.id(), node.toJson());
    }

    /** Says that every entry is there: what is absent from now on does not exist. */
    public static void markComplete() {
        call("SET", DirectoryKeys.COMPLETE, "1");
    }

    /** Empties the directory, as a Redis that lost its data would. */
    public static void clear() {
        call(
                "DEL",
                DirectoryKeys.COMPLETE,
                DirectoryKeys.PROFILES,
                DirectoryKeys.COMMUNITIES,
                DirectoryKeys.NODES);
    }

    private static void put(String hash, UUID field, String json) {
        call("HSET", hash, field.toString(), json);
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

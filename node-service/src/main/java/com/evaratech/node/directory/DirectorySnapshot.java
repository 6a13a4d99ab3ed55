package com.evaratech.node.directory;

import com.evaratech.common.directory.DirectoryKeys;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Redis' side of publishing. Blocks its (virtual) thread; every call fails when Redis is away or
 * does not answer in time.
 */
@ApplicationScoped
class DirectorySnapshot {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** Who is rebuilding: gone when Redis comes back empty in the middle of it. */
    private static final String REBUILDING = "evara:{dir}:rebuilding";

    // One call for a batch, so that a slow line costs one round trip. An entry that cannot be read
    // counts as older than any.
    private static final String SET_IF_NEWER =
            """
            local written = 0
            for i = 1, #ARGV, 3 do
                local known = -1
                local old = redis.call('HGET', KEYS[1], ARGV[i])
                if old then
                    local readable, entry = pcall(cjson.decode, old)
                    if readable and type(entry) == 'table' then
                        known = tonumber(entry['version']) or -1
                    end
                end
                if tonumber(ARGV[i + 1]) > known then
                    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2])
                    written = written + 1
                end
            end
            return written
            """;

    private static final String COMPLETE_IF_UNDISTURBED =
            """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[2], ARGV[1])
            redis.call('DEL', KEYS[1])
            return 1
            """;

    private final Redis redis;

    DirectorySnapshot(Redis redis) {
        this.redis = redis;
    }

    /** Whether a whole snapshot is there. */
    boolean isComplete() {
        return send(Request.cmd(Command.EXISTS).arg(DirectoryKeys.COMPLETE)).toInteger() == 1;
    }

    /** Writes the items that are newer than what is there. */
    void setIfNewer(String hash, List<DirectoryItem> items) {
        var request = Request.cmd(Command.EVAL).arg(SET_IF_NEWER).arg(1).arg(hash);
        for (var item : items) {
            request = request.arg(item.id()).arg(item.version()).arg(item.json());
        }
        var _ = send(request);
    }

    /** Announces a rebuild and returns its name, to be given to {@link #completeRebuild}. */
    String startRebuild() {
        var name = UUID.randomUUID().toString();
        var _ = send(Request.cmd(Command.SET).arg(REBUILDING).arg(name));
        return name;
    }

    /**
     * Says the snapshot is whole; false when Redis lost the rebuild, which then has to start again.
     */
    boolean completeRebuild(String name) {
        return send(Request.cmd(Command.EVAL)
                                .arg(COMPLETE_IF_UNDISTURBED)
                                .arg(2)
                                .arg(REBUILDING)
                                .arg(DirectoryKeys.COMPLETE)
                                .arg(name))
                        .toInteger()
                == 1;
    }

    private Response send(Request request) {
        @Nullable Response response = redis.send(request).await().atMost(LONGEST_WAIT);
        if (response == null) {
            throw new IllegalStateException("Redis answered nothing to " + request.command());
        }
        return response;
    }
}

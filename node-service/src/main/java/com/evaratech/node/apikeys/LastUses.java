package com.evaratech.node.apikeys;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.ReopenedConnection;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.gate.ApiKeyUses;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import redis.clients.jedis.Protocol;

/**
 * Keeps when API keys were last used, as the services' processes note it in Redis. Every replica
 * does it: a time never goes back.
 */
@Singleton
class LastUses {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private static final String KEEP =
            """
            update registry.api_key k set last_used_at = to_timestamp(used.millis / 1000.0)
            from unnest(?::text[], ?::bigint[]) as used (key_id, millis)
            where k.key_id = used.key_id
                and (k.last_used_at is null
                    or k.last_used_at < to_timestamp(used.millis / 1000.0))
            """;

    private final Loop loop;

    LastUses(DataSource database, Bus bus) {
        this.loop = new Loop("api keys' last uses", new Keeping(database, bus));
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private static final class Keeping implements Round {

        private final DataSource database;
        private final ReopenedConnection redis;

        Keeping(DataSource database, Bus bus) {
            this.database = database;
            this.redis = new ReopenedConnection(bus::connect);
        }

        @Override
        public Duration run() throws SQLException {
            List<Reply> noted =
                    redis.current()
                            .call(Command.of(Protocol.Command.HGETALL).arg(ApiKeyUses.REDIS_KEY))
                            .orThrow()
                            .list();
            if (!noted.isEmpty()) {
                keep(noted);
            }
            return INTERVAL;
        }

        /** Ids and times in turns. */
        private void keep(List<Reply> noted) throws SQLException {
            var ids = new ArrayList<String>();
            var millis = new ArrayList<Long>();
            for (int i = 0; i + 1 < noted.size(); i += 2) {
                ids.add(noted.get(i).text());
                millis.add(Long.valueOf(noted.get(i + 1).text()));
            }
            try (var connection = database.getConnection();
                    var update = connection.prepareStatement(KEEP)) {
                update.setArray(1, connection.createArrayOf("text", ids.toArray()));
                update.setArray(2, connection.createArrayOf("bigint", millis.toArray()));
                var _ = update.executeUpdate();
            }
        }

        @Override
        public void end() {
            redis.close();
        }
    }
}

package com.evaratech.common.bus;

import java.time.Duration;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisException;

/** The Redis over which facts travel between services ({@code REDIS_URL}). */
public final class Bus {

    // A server that needs longer is as good as away; whoever asks waits and tries again.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final BusAddress address;

    public Bus(BusAddress address) {
        this.address = address;
    }

    /**
     * A connection that nobody else uses, so that a blocking read or a long pipeline holds up only
     * its owner.
     *
     * @throws BusUnavailable when there is none within 5 s
     */
    public BusConnection connect() {
        return connect(LONGEST_WAIT);
    }

    /**
     * The same, with the longest time to wait for any answer on it.
     *
     * @throws BusUnavailable when there is none within that time
     */
    public BusConnection connect(Duration longestWait) {
        var settings =
                DefaultJedisClientConfig.builder()
                        .timeoutMillis((int) longestWait.toMillis())
                        .user(address.user())
                        .password(address.password())
                        .database(address.database())
                        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (address.tls()) {
            settings.sslOptions(SslOptions.defaults());
        }
        try {
            var connection =
                    new Connection(
                            new HostAndPort(address.host(), address.port()), settings.build());
            return new BusConnection(connection, longestWait);
        } catch (JedisException e) {
            throw new BusUnavailable("no connection to " + address, e);
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }
}

package com.evaratech.common.local;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.process.Signals;
import com.evaratech.local.redis.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Redis of this JVM; ends with it. */
public final class TestRedis {

    private static final LocalServerOptions ANYWHERE =
            LocalServerOptions.of(TestPostgres.directory("redis"), Secrets.generate())
                    .endingWithOwner();

    private static @Nullable LocalRedis server;
    private static LocalServerOptions options = ANYWHERE;

    private TestRedis() {}

    /** The server as the services reach it. */
    public static Bus bus() {
        return new Bus(BusAddress.parse(url()));
    }

    /** Where it is, password included. */
    public static String url() {
        return running().url();
    }

    /** Sends one command that answers with a text or a number. */
    public static Optional<String> call(String... words) {
        try (var connection = running().connect()) {
            return connection.call(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything is gone: data and functions. */
    public static void wipe() {
        var _ = call("FLUSHALL");
        var _ = call("FUNCTION", "FLUSH");
    }

    /** An outage with connections that break and are refused. */
    public static synchronized void stop() {
        running().close();
        server = null;
    }

    /** The end of the outage, on the same port with the same data. */
    public static synchronized void start() {
        var _ = running();
    }

    /** An outage with connections that stay open and answer nothing. */
    public static void hang() {
        Signals.STOP.send(running().process());
    }

    /** Its end. */
    public static void goOn() {
        Signals.CONT.send(running().process());
    }

    private static synchronized LocalRedis running() {
        if (server == null) {
            server = LocalRedis.start(options);
            options = ANYWHERE.withPort(server.port());
        }
        return server;
    }
}

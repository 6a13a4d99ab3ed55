package com.evaratech.local.testing;

/**
 * A server whose outage a test can cause. Each outage ends when it is closed, so no test meets
 * another's.
 */
public enum TestServer {
    POSTGRES,
    REDIS;

    /** An outage that lasts until it is closed. */
    @FunctionalInterface
    public interface Outage extends AutoCloseable {
        @Override
        void close();
    }

    /** Connections break and are refused. */
    public Outage stopped() {
        SharedServersMXBean servers = EvaraServers.shared();
        servers.stop(name());
        return () -> servers.start(name());
    }

    /** Connections stay open and nothing is answered. */
    public Outage hanging() {
        SharedServersMXBean servers = EvaraServers.shared();
        servers.pause(name());
        return () -> servers.resume(name());
    }
}

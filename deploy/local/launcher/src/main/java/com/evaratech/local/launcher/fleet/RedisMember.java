package com.evaratech.local.launcher.fleet;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.process.Readiness;
import com.evaratech.local.launcher.process.StopSignal;
import com.evaratech.local.process.ProcessIdentity;
import com.evaratech.local.redis.LocalRedis;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The embedded Redis. */
final class RedisMember implements Member {

    /** Its name in the status and in the logs. */
    static final String NAME = "redis";

    private final LocalServerOptions options;
    private @Nullable LocalRedis server;

    /** Starts on the options' port, which must not be 0: the services are told it beforehand. */
    RedisMember(LocalServerOptions options) {
        this.options = options;
    }

    @Override
    public ProcessHandle start() {
        stop();
        LocalRedis started = LocalRedis.start(options);
        server = started;
        return started.process();
    }

    @Override
    public Readiness.Outcome awaitReady(Duration limit, StopSignal stop) {
        LocalRedis started = server;
        return started != null && ProcessIdentity.isRunning(started.process())
                ? Readiness.Outcome.READY
                : Readiness.Outcome.ENDED;
    }

    @Override
    public void stop() {
        LocalRedis started = server;
        if (started != null) {
            started.close();
            server = null;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Part.Kind kind() {
        return Part.Kind.SERVER;
    }

    @Override
    public String url() {
        return "redis://127.0.0.1:" + options.port();
    }

    @Override
    public @Nullable String management() {
        return null;
    }
}

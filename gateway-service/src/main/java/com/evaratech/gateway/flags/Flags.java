package com.evaratech.gateway.flags;

import com.evaratech.common.loop.Loop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** What is switched on now. Ask with each request: it may be another with the next one. */
@Singleton
public class Flags {

    private static final String ON = "evara.flag.on";

    private final FlagFolder folder;
    private final Duration lookEvery;
    private final Loop loop = new Loop("flags", this::look);

    Flags(FlagsConfig config, MeterRegistry registry) {
        this.folder =
                new FlagFolder(
                        config.folder(),
                        Map.of(
                                Flag.ENABLE_RATE_LIMITING, config.rateLimiting(),
                                Flag.ENABLE_WEBSOCKETS, config.websockets()));
        this.lookEvery = config.lookEvery();
        for (Flag flag : Flag.values()) {
            var _ =
                    Gauge.builder(ON, () -> isOn(flag) ? 1 : 0)
                            .description("Whether this replica has it switched on: 1 or 0")
                            .tag("flag", flag.tag())
                            .register(registry);
        }
    }

    void start(@Observes StartupEvent event) {
        folder.look();
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private Duration look() {
        folder.look();
        return lookEvery;
    }

    /** Whether it is switched on. */
    public boolean isOn(Flag flag) {
        return folder.isOn(flag);
    }
}

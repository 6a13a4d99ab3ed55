package com.evaratech.common.directory;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the directory can be asked: a whole snapshot was read, and Redis confirmed it just now.
 * Without it nobody's role is known, and every request would be answered with 503.
 */
@Readiness
@Singleton
class DirectoryReadiness implements HealthCheck {

    private final Directory directory;

    DirectoryReadiness(Directory directory) {
        this.directory = directory;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Directory, through the bus Redis")
                .status(directory.isFresh())
                .build();
    }
}

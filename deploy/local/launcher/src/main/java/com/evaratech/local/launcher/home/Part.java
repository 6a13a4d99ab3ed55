package com.evaratech.local.launcher.home;

import com.evaratech.local.process.ProcessIdentity;
import org.jspecify.annotations.Nullable;

/**
 * One process of the fleet as recorded on disk.
 *
 * @param name the service's or server's name, also its log's
 * @param kind what it is, which decides the order of stopping
 * @param url where it answers
 * @param management where it tells its health, null for servers
 * @param process its process, to be found again after the launcher was killed
 * @param restarts how often it died and was started again
 */
public record Part(
        String name,
        Kind kind,
        String url,
        @Nullable String management,
        ProcessIdentity process,
        int restarts) {

    /** Services are stopped before the servers they use. */
    public enum Kind {
        SERVICE,
        SERVER
    }
}

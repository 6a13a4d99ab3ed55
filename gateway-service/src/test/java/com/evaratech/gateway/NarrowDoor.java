package com.evaratech.gateway;

import com.evaratech.gateway.flags.FlagFile;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * A gateway with limits small enough to be met by a test, behind a proxy of its own, without live
 * updates and in a hurry. One profile for all tests of what can be switched: each restart of the
 * application costs seconds.
 */
public final class NarrowDoor implements QuarkusTestProfile {

    public static final String ORIGIN = "https://app.example.org";
    public static final String HEAD_TIMEOUT = "2s";
    public static final int PERSON = 3;
    public static final int TENANT = 4;
    public static final int DEVICE = 3;
    public static final int ADDRESS = 3;
    public static final int REFUSED = 3;
    public static final int SIGN_IN = 3;
    public static final int SIGN_IN_NAME = 5;
    public static final int SESSION = 3;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("evara.flags.websockets", "false"),
                Map.entry("evara.flags.folder", FlagFile.FOLDER.toString()),
                Map.entry("evara.flags.look-every", "100ms"),
                Map.entry("evara.routing.trusted-proxies", "127.0.0.1"),
                Map.entry("evara.door.cors-origins", ORIGIN),
                Map.entry("evara.door.plain-http-devices", "true"),
                Map.entry("evara.limits.person-per-minute", Integer.toString(PERSON)),
                Map.entry("evara.limits.tenant-per-minute", Integer.toString(TENANT)),
                Map.entry("evara.limits.device-per-minute", Integer.toString(DEVICE)),
                Map.entry("evara.limits.address-per-minute", Integer.toString(ADDRESS)),
                Map.entry("evara.limits.sign-in-per-minute", Integer.toString(SIGN_IN)),
                Map.entry("evara.limits.sign-in-name-per-minute", Integer.toString(SIGN_IN_NAME)),
                Map.entry("evara.limits.session-per-minute", Integer.toString(SESSION)),
                Map.entry("evara.limits.refused-per-minute", Integer.toString(REFUSED)),
                Map.entry("evara.door.head-timeout", HEAD_TIMEOUT),
                // Longer than the others, so that it is known who ended a connection.
                Map.entry("quarkus.http.idle-timeout", "5s"),
                Map.entry("evara.door.body-timeout", "2s"),
                Map.entry("evara.door.slowest-body", "1K"));
    }
}

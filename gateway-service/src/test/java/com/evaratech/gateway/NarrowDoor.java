package com.evaratech.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * A gateway with limits small enough to be met by a test, behind a proxy of its own, without live
 * updates. One profile for all tests of what can be switched: each restart of the application costs
 * seconds.
 */
public final class NarrowDoor implements QuarkusTestProfile {

    public static final String ORIGIN = "https://app.example.org";
    public static final int PERSON = 3;
    public static final int TENANT = 4;
    public static final int DEVICE = 3;
    public static final int ADDRESS = 3;
    public static final int REFUSED = 3;
    public static final int SIGN_IN = 3;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "evara.live.enabled", "false",
                "evara.routing.trusted-proxies", "127.0.0.1",
                "evara.door.cors-origins", ORIGIN,
                "evara.door.plain-http-devices", "true",
                "evara.limits.person-per-minute", Integer.toString(PERSON),
                "evara.limits.tenant-per-minute", Integer.toString(TENANT),
                "evara.limits.device-per-minute", Integer.toString(DEVICE),
                "evara.limits.address-per-minute", Integer.toString(ADDRESS),
                "evara.limits.sign-in-per-minute", Integer.toString(SIGN_IN),
                "evara.limits.refused-per-minute", Integer.toString(REFUSED));
    }
}

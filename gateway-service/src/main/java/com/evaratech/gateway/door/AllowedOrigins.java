package com.evaratech.gateway.door;

import com.evaratech.common.config.Shown;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The other origins whose pages may call the API. */
final class AllowedOrigins {

    private static final String NONE = "none";

    // As browsers write it (RFC 6454 §6.1): no path, no capitals. Neither "*" nor "null" is one.
    private static final Pattern ORIGIN =
            Pattern.compile(
                    "https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\\[[0-9a-f:]+](:[0-9]{1,5})?");

    private final Set<String> origins;

    private AllowedOrigins(Set<String> origins) {
        this.origins = origins;
    }

    /**
     * Reads the operator's list.
     *
     * @throws ConfigurationException naming the part that is no origin
     */
    static AllowedOrigins parse(String text) {
        if (text.strip().equals(NONE)) {
            return new AllowedOrigins(Set.of());
        }
        return new AllowedOrigins(
                List.of(text.split(",", -1)).stream()
                        .map(String::strip)
                        .map(AllowedOrigins::checked)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static String checked(String origin) {
        if (!ORIGIN.matcher(origin).matches()) {
            throw new ConfigurationException(
                    "EVARA_DOOR_CORS_ORIGINS holds %s, which must be an origin such as https://app.example.org, or none alone"
                            .formatted(Shown.address(origin)));
        }
        return origin;
    }

    boolean contain(String origin) {
        return origins.contains(origin);
    }
}

package com.evaratech.poller.thingspeak;

import com.evaratech.common.config.Shown;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * What operators say of ThingSpeak.
 *
 * @param url address that the paths of channels are put behind; without a slash at its end
 * @param perMinute requests a minute for one key, or for one channel without a key
 * @param isPrivateAllowed whether the host's name may stand for an address of a private network
 */
record HostSettings(URI url, int perMinute, boolean isPrivateAllowed) {

    static final String ALLOW_PRIVATE = "THINGSPEAK_ALLOW_PRIVATE";

    private static final String URL = "THINGSPEAK_URL";
    private static final String DEFAULT_URL = "https://api.thingspeak.com";
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private static final String RATE = "THINGSPEAK_RATE_LIMIT";
    private static final String DEFAULT_RATE = "60";
    private static final int HIGHEST_RATE = 6_000;

    /**
     * Reads them.
     *
     * @throws ConfigurationException naming the variable, its value and what is allowed
     */
    static HostSettings of(ThingSpeakConfig config) {
        return new HostSettings(
                url(given(config.url()).orElse(DEFAULT_URL)),
                rate(given(config.rateLimit()).orElse(DEFAULT_RATE)),
                given(config.allowPrivate()).map(HostSettings::isTrue).orElse(false));
    }

    private static Optional<String> given(Optional<String> setting) {
        return setting.map(String::strip).filter(text -> !text.isEmpty());
    }

    private static boolean isTrue(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new ConfigurationException(
                            "%s=%s must be true or false"
                                    .formatted(ALLOW_PRIVATE, Shown.text(text)));
        };
    }

    private static URI url(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && !text.endsWith("/")) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw refusedUrl(text);
        }
        throw refusedUrl(text);
    }

    private static int rate(String text) {
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > HIGHEST_RATE) {
            throw new ConfigurationException(
                    "%s=%s must be a whole number from 1 to %d"
                            .formatted(RATE, Shown.text(text), HIGHEST_RATE));
        }
        return Integer.parseInt(text);
    }

    private static ConfigurationException refusedUrl(String text) {
        return new ConfigurationException(
                "%s=%s must be http(s)://host[:port][/path] without a slash at its end"
                        .formatted(URL, Shown.address(text)));
    }
}

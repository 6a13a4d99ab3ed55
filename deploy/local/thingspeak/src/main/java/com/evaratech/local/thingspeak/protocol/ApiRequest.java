package com.evaratech.local.thingspeak.protocol;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A request as the protocol sees it.
 *
 * @param method GET, POST or DELETE
 * @param uri path and query, the key of the answer cache
 * @param target what it addresses
 * @param parameters those of the query and of a form in the body
 * @param headerKey the key of the header THINGSPEAKAPIKEY or X-THINGSPEAKAPIKEY, or null
 * @param body the body, empty when there is none
 */
public record ApiRequest(
        String method,
        String uri,
        Target target,
        MultiMap parameters,
        @Nullable String headerKey,
        Buffer body) {

    /** The parameter's value, or null when it is absent or blank. */
    @Nullable String parameter(String name) {
        String value = parameters.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** The caller's key from any of the places where ThingSpeak looks for it, or null. */
    @Nullable String key() {
        for (String name : new String[] {"api_key", "key", "apikey"}) {
            String key = parameter(name);
            if (key != null) {
                return key;
            }
        }
        return headerKey;
    }
}

package com.evaratech.alert.trial;

import com.evaratech.common.gate.AccessGate;
import com.evaratech.common.request.RequestId;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a caller is known by, to be shown to another service: what it may see there is for that
 * service to say. Never logged.
 */
final class Credentials {

    private static final List<String> HEADERS =
            List.of(HttpHeaders.AUTHORIZATION, AccessGate.API_KEY, RequestId.HEADER);

    // Names and values by turns.
    private final List<String> shown;

    private Credentials(List<String> shown) {
        this.shown = shown;
    }

    /** Those of a request, and its id. */
    static Credentials of(HttpHeaders request) {
        List<String> shown = new ArrayList<>();
        for (String header : HEADERS) {
            String value = request.getHeaderString(header);
            if (value != null) {
                shown.add(header);
                shown.add(value);
            }
        }
        return new Credentials(shown);
    }

    void putInto(HttpRequest.Builder request) {
        if (!shown.isEmpty()) {
            request.headers(shown.toArray(String[]::new));
        }
    }
}

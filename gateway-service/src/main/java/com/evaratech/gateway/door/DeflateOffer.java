package com.evaratech.gateway.door;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;

/**
 * What WebSocket clients offer of compression. Whatever the terms, each message is compressed by
 * itself (RFC 7692 §7.1.1): a dictionary that lives as long as its connection takes a third of a
 * megabyte, and thousands of connections stand still most of the time.
 */
final class DeflateOffer {

    private static final String DEFLATE = "permessage-deflate";
    private static final String ON_OUR_TERMS =
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private DeflateOffer() {}

    /** Puts our terms in the place of the client's, which the server's answer then repeats. */
    static void narrow(HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)) {
            return;
        }
        boolean offered =
                headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS).stream()
                        .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(DEFLATE));
        headers.remove(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        if (offered) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, ON_OUR_TERMS);
        }
    }
}

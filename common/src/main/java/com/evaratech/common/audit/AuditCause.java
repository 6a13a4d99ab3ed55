package com.evaratech.common.audit;

import com.evaratech.common.request.RequestId;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The request that asked for a change.
 *
 * @param requestId its id; {@code null} when no request asked
 * @param address where it came from, as the gateway saw it; {@code null} when that is not known
 */
public record AuditCause(@Nullable String requestId, @Nullable String address) {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int LONGEST_ADDRESS = 64;

    /** Of a change that no request asked for. */
    public static AuditCause none() {
        return new AuditCause(null, null);
    }

    /** Of a change that this request asks for, if there is one. */
    public static AuditCause of(@Nullable RoutingContext request) {
        return request == null ? none() : new AuditCause(RequestId.of(request), address(request));
    }

    /** The gateway takes off what callers say of themselves, and says one address itself. */
    private static @Nullable String address(RoutingContext request) {
        String told = request.request().getHeader(FORWARDED_FOR);
        if (told != null && !told.isBlank()) {
            return told.substring(0, Math.min(LONGEST_ADDRESS, told.length()));
        }
        SocketAddress peer = request.request().remoteAddress();
        return peer == null ? null : peer.hostAddress();
    }
}

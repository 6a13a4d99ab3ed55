package com.evaratech.gateway.audit;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import java.util.List;

/**
 * One service's part of the audit.
 *
 * @param service its name in the route matrix
 * @param path where it answers
 */
record Source(String service, String path) {

    private static final String PARTS = AuditRoutes.PATH + "/";
    private static final String GATEWAY = "gateway-service";

    /** Every service that has a part. */
    static List<Source> of(RouteMatrix matrix) {
        return matrix.routes().stream()
                .filter(route -> route.template().startsWith(PARTS))
                .filter(route -> !route.service().equals(GATEWAY))
                .map(Source::of)
                .toList();
    }

    private static Source of(Route route) {
        return new Source(route.service(), route.template());
    }

    /** What stands for it in cursors. */
    String name() {
        return path.substring(PARTS.length());
    }
}

package com.evaratech.gateway.merge;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import java.util.List;

/**
 * One service's part of a list.
 *
 * @param service its name in the route matrix
 * @param path where it answers
 * @param name what stands for it in cursors
 */
public record Source(String service, String path, String name) {

    private static final String GATEWAY = "gateway-service";
    private static final String GET = "GET";

    /**
     * Every service that has a part.
     *
     * @param list path of the whole list; each part's is one segment longer
     */
    public static List<Source> of(RouteMatrix matrix, String list) {
        String parts = list + "/";
        return matrix.routes().stream()
                .filter(route -> route.method().equals(GET))
                .filter(route -> !route.service().equals(GATEWAY))
                .filter(route -> route.template().startsWith(parts))
                .filter(route -> route.template().indexOf('/', parts.length()) < 0)
                .map(route -> source(route, parts))
                .toList();
    }

    private static Source source(Route route, String parts) {
        return new Source(
                route.service(), route.template(), route.template().substring(parts.length()));
    }
}

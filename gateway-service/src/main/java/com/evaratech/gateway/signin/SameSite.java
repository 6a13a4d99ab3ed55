package com.evaratech.gateway.signin;

import io.vertx.core.http.HttpServerRequest;

/**
 * Refuses what a page of another site makes a browser send. The cookie's own rule keeps it from
 * being sent along; this holds where a browser does not know the rule, or the other page is on a
 * neighbouring host.
 */
final class SameSite {

    private static final String PROOF = "X-Requested-With";
    private static final String FETCHED_BY = "Sec-Fetch-Site";

    private SameSite() {}

    /**
     * Checks a request that a cookie gives its power to.
     *
     * @throws SessionProblem when it could be another site's
     */
    static void require(HttpServerRequest request) {
        refuseOtherSites(request);
        // Only scripts can set it, and those of other origins must be allowed to first.
        if (!request.headers().contains(PROOF)) {
            throw SessionProblem.noProofOfSite();
        }
    }

    /**
     * Checks what the browser says of who asks, if it says anything.
     *
     * @throws SessionProblem when another site's page asks
     */
    static void refuseOtherSites(HttpServerRequest request) {
        if ("cross-site".equalsIgnoreCase(request.getHeader(FETCHED_BY))) {
            throw SessionProblem.otherSite();
        }
    }
}

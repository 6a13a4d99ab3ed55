package com.evaratech.common.request;

/**
 * Where the filters stand that every service has; the higher comes first. A service that has more
 * of them writes the whole chain down.
 */
public final class FilterPriority {

    /** Gives the request its id: before all others. */
    public static final int REQUEST_ID = 1_000;

    /** Watches bodies of requests that are refused: before what refuses them. */
    public static final int REFUSED_BODIES = 950;

    /** The access gate: before every route. */
    public static final int GATE = 900;

    private FilterPriority() {}
}

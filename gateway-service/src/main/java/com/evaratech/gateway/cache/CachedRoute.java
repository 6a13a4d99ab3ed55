package com.evaratech.gateway.cache;

import java.time.Duration;
import java.util.Set;

/**
 * A route whose answers are kept.
 *
 * @param template path, as in the route matrix
 * @param age how long
 * @param endsWith names of the directory's kinds whose changes end them early
 */
record CachedRoute(String template, Duration age, Set<String> endsWith) {
    CachedRoute {
        endsWith = Set.copyOf(endsWith);
    }
}

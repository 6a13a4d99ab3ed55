package com.evaratech.gateway.cache;

import com.evaratech.api.mapping.Place;
import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Queries, each written in one way: parameters by their names, coded alike. So what is kept is
 * found however somebody writes it.
 */
final class KnownQuery {

    private KnownQuery() {}

    /**
     * The query of these parameters; nothing when one of them is none of the route's. What becomes
     * of such a one is its service's to say, and may depend on it.
     *
     * @param parameters decoded, those of one name in the order in which they came
     * @param known the route's, as the API's document tells them
     */
    static Optional<String> of(MultiMap parameters, Place known) {
        if (!parameters.entries().stream().allMatch(it -> known.has(it.getKey()))) {
            return Optional.empty();
        }
        return Optional.of(
                parameters.entries().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(KnownQuery::written)
                        .collect(Collectors.joining("&")));
    }

    private static String written(Map.Entry<String, String> parameter) {
        return parameter.getKey()
                + "="
                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8);
    }
}

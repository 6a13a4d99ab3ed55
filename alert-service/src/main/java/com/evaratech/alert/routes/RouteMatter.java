package com.evaratech.alert.routes;

import com.evaratech.common.metric.Category;
import com.evaratech.common.problem.RequestFields;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of a community's alerts a receiver is told of: all of these that are given must fit.
 *
 * @param category those of nodes of one category, as they were when the alert opened
 * @param nodeId those of one node
 * @param ruleId those of one rule
 */
record RouteMatter(@Nullable String category, @Nullable UUID nodeId, @Nullable UUID ruleId) {

    private static final String CATEGORIES =
            Arrays.stream(Category.values()).map(Category::name).collect(Collectors.joining(", "));

    /** What a wish says of it; what is wrong with it is noted. */
    static RouteMatter of(RouteWish wish, RequestFields fields) {
        String name = wish.category();
        Optional<Category> known = name == null ? Optional.empty() : Category.find(name);
        fields.require(name == null || known.isPresent(), "category", name, "one of " + CATEGORIES);
        return new RouteMatter(
                known.map(Category::name).orElse(null), wish.nodeId(), wish.ruleId());
    }
}

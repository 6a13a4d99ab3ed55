package com.evaratech.node.nodes;

import com.evaratech.common.metric.Category;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.sql.Conditions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the visible nodes a list is about.
 *
 * @param categories any of these; all of them means every node
 * @param communityId only this community's; {@code null} for all
 */
record NodeFilter(Set<Category> categories, @Nullable UUID communityId) {

    NodeFilter {
        categories = Set.copyOf(categories);
    }

    /** Reads the query parameters; a kind stands for its categories. */
    static NodeFilter accept(
            @Nullable String category, @Nullable String kind, @Nullable String community) {
        var query = new QueryParameters();
        Category wanted =
                query.choice("category", category, Category::find, NodeRules.categories());
        Kind wantedKind = query.choice("kind", kind, NodeFilter::kind, kinds());
        UUID communityId = query.id("community", community);
        query.throwIfRefused();
        return new NodeFilter(
                Stream.of(Category.values())
                        .filter(each -> wanted == null || each == wanted)
                        .filter(each -> wantedKind == null || each.kind() == wantedKind)
                        .collect(Collectors.toSet()),
                communityId);
    }

    Conditions narrow(Conditions visible) {
        var inCommunity = visible.andIfGiven("communityId = {}", communityId);
        return categories.size() == Category.values().length
                ? inCommunity
                : inCommunity.and("category in {}", categories);
    }

    private static Optional<Kind> kind(String code) {
        return Stream.of(Kind.values()).filter(each -> each.name().equals(code)).findFirst();
    }

    private static String kinds() {
        return Stream.of(Kind.values())
                .map(Kind::name)
                .collect(Collectors.joining(", ", "one of ", ""));
    }
}

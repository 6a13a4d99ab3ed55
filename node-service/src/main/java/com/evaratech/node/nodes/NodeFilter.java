package com.evaratech.node.nodes;

import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.metric.Category;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.common.sql.Conditions;
import com.evaratech.node.groups.NodeGroups;
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
 * @param customerId only this customer's; {@code null} for all
 * @param tag only those with this tag; {@code null} for all
 * @param groupId only those in this group; {@code null} for all
 * @param status only those that are so now; {@code null} for all
 * @param words only those in which each of these begins a word; {@code null} for all
 * @param near only those inside; {@code null} for all
 */
record NodeFilter(
        Set<Category> categories,
        @Nullable UUID communityId,
        @Nullable UUID customerId,
        @Nullable String tag,
        @Nullable UUID groupId,
        @Nullable NodeStatus status,
        @Nullable SoughtWords words,
        @Nullable Near near) {

    private static final int TAG_LENGTH = 64;

    NodeFilter {
        categories = Set.copyOf(categories);
    }

    /** Reads the query parameters; a kind stands for its categories. */
    static NodeFilter accept(NodeQuery wish) {
        var query = new QueryParameters();
        Category wanted =
                query.choice("category", wish.category, Category::find, NodeRules.categories());
        Kind wantedKind = query.choice("kind", wish.kind, NodeFilter::kind, kinds());
        UUID communityId = query.id("community", wish.community);
        UUID customerId = query.id("customer", wish.customer);
        var tag =
                query.choice(
                        "tag",
                        wish.tag,
                        text -> Optional.of(text).filter(NodeFilter::isTag),
                        "a tag of 1 to %d characters".formatted(TAG_LENGTH));
        UUID groupId = query.id("group", wish.group);
        NodeStatus status =
                query.choice("status", wish.status, NodeStatus::find, NodeStatus.names());
        var words = query.choice("q", wish.q, SoughtWords::parse, SoughtWords.ALLOWED);
        var place =
                query.choice(
                        "near",
                        wish.near,
                        Near::parsePlace,
                        "latitude,longitude in degrees, such as 12.97,77.59");
        var radius =
                query.choice(
                        "radius_m",
                        wish.radiusM,
                        Near::parseRadius,
                        "a whole number of metres from 1 to " + Near.LARGEST_RADIUS_M);
        query.throwIfRefused();
        return new NodeFilter(
                Stream.of(Category.values())
                        .filter(each -> wanted == null || each == wanted)
                        .filter(each -> wantedKind == null || each.kind() == wantedKind)
                        .collect(Collectors.toSet()),
                communityId,
                customerId,
                tag,
                groupId,
                status,
                words,
                near(place, radius));
    }

    /** No condition yet: a circle's centre comes first among the parameters. */
    Conditions start() {
        return near == null ? Conditions.sql() : near.start();
    }

    /** The rows of this filter, of {@link #start}. */
    Conditions narrow(Conditions visible) {
        return seek(restrict(visible));
    }

    /** Whether there is more to it than {@link #restrict} says. */
    boolean isSearch() {
        return tag != null || words != null;
    }

    /** Whether nothing but words is asked for. */
    boolean isOfWordsAlone() {
        return words != null
                && tag == null
                && near == null
                && status == null
                && groupId == null
                && communityId == null
                && customerId == null
                && categories.size() == Category.values().length;
    }

    /** Whether nothing but a status is asked for, or one and categories. */
    boolean isOfStatusAlone() {
        return status != null
                && tag == null
                && words == null
                && near == null
                && groupId == null
                && communityId == null
                && customerId == null;
    }

    /** The rows of this filter, when {@link #isOfStatusAlone}, in the table of statuses. */
    Conditions restrictStatuses(Conditions visible) {
        return ofCategories(visible.and("n.status = '%s'".formatted(status)));
    }

    /** The part of {@link #narrow} whose rows the planner counts well, or reads in any order. */
    Conditions restrict(Conditions visible) {
        var rows =
                visible.andIfGiven("n.community_id = {}", communityId)
                        .andIfGiven("n.customer_id = {}", customerId)
                        .andIfGiven(NodeGroups.IN_GROUP, groupId);
        if (status != null) {
            // A constant of the code, as those of categories.
            rows =
                    rows.and(
                            "n.number in (select s.number from registry.node_status s where s.status = '%s')"
                                    .formatted(status));
        }
        if (near != null) {
            rows = near.narrow(rows);
        }
        return ofCategories(rows);
    }

    private Conditions ofCategories(Conditions rows) {
        return categories.size() == Category.values().length
                ? rows
                : rows.and("n.category in (%s)".formatted(literals()));
    }

    /** The rest of {@link #narrow}: what the rows are searched for, by the indexes of words. */
    Conditions seek(Conditions rows) {
        var found = rows.andIfGiven("n.tags @> array[cast({} as text)]", tag);
        return words == null
                ? found
                : found.and(
                        // Read once: in place, a plan for any value would read it for each row.
                        "n.words @@ (select cast(lower({}) as tsquery))", words.tsquery());
    }

    // Constants of the code, so they may be text: then the planner knows how many rows have them.
    private String literals() {
        return categories.isEmpty()
                ? "null"
                : categories.stream()
                        .sorted()
                        .map("'%s'"::formatted)
                        .collect(Collectors.joining(", "));
    }

    private static @Nullable Near near(@Nullable Coordinates place, @Nullable Integer radius) {
        if (place == null && radius == null) {
            return null;
        }
        if (place == null) {
            throw new InvalidRequest(
                    FieldError.missing("near", "a place, since radius_m is given"));
        }
        if (radius == null) {
            throw new InvalidRequest(FieldError.missing("radius_m", "metres, since near is given"));
        }
        return new Near(place, radius);
    }

    private static boolean isTag(String text) {
        return !text.isBlank() && RequestFields.isReadable(text, TAG_LENGTH);
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

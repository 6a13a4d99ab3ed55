package com.evaratech.node.nodes;

import com.evaratech.common.metric.Category;
import com.evaratech.common.problem.RequestFields;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a node must look like. */
final class NodeRules {
    static final int SHORTEST_OFFLINE_AFTER = 180;

    private static final int LONGEST_INTERVAL = 86_400;
    private static final int LONGEST_OFFLINE_AFTER = 2_592_000;
    private static final int NAME_LENGTH = 200;
    private static final int SHORT_LENGTH = 64;
    private static final int MOST_NAMES = 20;

    // Each call of getAvailableZoneIds copies all six hundred.
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private static final String CATEGORIES =
            Stream.of(Category.values())
                    .map(Category::name)
                    .collect(Collectors.joining(", ", "one of ", ""));

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{3,64}");

    private NodeRules() {}

    static Node accept(RegisterNode wish, UUID id, Instant now) {
        var fields = new RequestFields();
        var groups = names("groups", wish.groups(), fields).stream().sorted().toList();
        var node = read(wish, id, now, 1, groups, fields);
        fields.refuseIfAnyIsWrong();
        return node;
    }

    /**
     * The next version of a node. It stays in its community, and of its kind: readings of another
     * kind would be of other metrics.
     */
    static Node acceptChange(RegisterNode wish, Node before) {
        var fields = new RequestFields();
        var node =
                read(
                        wish,
                        before.id(),
                        before.createdAt(),
                        before.version() + 1,
                        before.groups(),
                        fields);
        fields.require(
                wish.communityId() == null || node.communityId().equals(before.communityId()),
                "community_id",
                wish.communityId(),
                "the node's community, " + before.communityId());
        fields.require(
                wish.groups() == null
                        || new HashSet<>(wish.groups()).equals(new HashSet<>(before.groups())),
                "groups",
                wish.groups(),
                "those it is in, or nothing: a group's nodes are changed at the group");
        fields.require(
                node.kind() == before.kind()
                        || Category.find(String.valueOf(wish.category())).isEmpty(),
                "category",
                wish.category(),
                "a category of the kind " + before.kind());
        fields.refuseIfAnyIsWrong();
        return node;
    }

    private static Node read(
            RegisterNode wish,
            UUID id,
            Instant createdAt,
            long version,
            List<String> groups,
            RequestFields fields) {
        var category =
                fields.coded(
                        "category", wish.category(), Category::find, categories(), Category.OHT);
        var interval =
                fields.integer(
                        "expected_interval_seconds",
                        wish.expectedIntervalSeconds(),
                        1,
                        LONGEST_INTERVAL);
        return new Node(
                id,
                fields.id("community_id", wish.communityId()),
                wish.customerId(),
                fields.form("key", wish.key(), KEY, "3 to 64 of A-Z a-z 0-9 _ -"),
                fields.text("label", wish.label(), NAME_LENGTH),
                category,
                category.kind(),
                wish.coordinates() == null ? null : wish.coordinates().accept(fields),
                fields.optionalText("location_name", wish.locationName(), NAME_LENGTH),
                timeZone(wish.timeZone(), fields),
                geometry(wish, fields),
                interval,
                offlineAfter(wish.offlineAfterSeconds(), interval, fields),
                names("tags", wish.tags(), fields),
                groups,
                fields.optionalText("firmware_revision", wish.firmwareRevision(), SHORT_LENGTH),
                fields.optionalText("hardware_revision", wish.hardwareRevision(), SHORT_LENGTH),
                createdAt,
                version);
    }

    /** The known categories, as a phrase. */
    static String categories() {
        return CATEGORIES;
    }

    /** Judged only for a known category: without one nothing can be said about the measures. */
    private static @Nullable Geometry geometry(RegisterNode wish, RequestFields fields) {
        GeometryWish geometry = wish.geometry();
        return geometry == null || wish.category() == null
                ? null
                : Category.find(wish.category())
                        .map(known -> geometry.accept(known.kind(), fields))
                        .orElse(null);
    }

    /** A region of the zone database: a bare offset knows no daylight saving and no history. */
    private static String timeZone(@Nullable String zone, RequestFields fields) {
        fields.require(
                zone != null && ZONES.contains(zone),
                "time_zone",
                zone,
                "an IANA time zone such as Asia/Kolkata");
        return zone == null ? "" : zone;
    }

    private static int offlineAfter(@Nullable Integer wish, int interval, RequestFields fields) {
        var shortest = Math.max(SHORTEST_OFFLINE_AFTER, interval);
        return wish == null
                ? Math.max(SHORTEST_OFFLINE_AFTER, 3 * interval)
                : fields.integer("offline_after_seconds", wish, shortest, LONGEST_OFFLINE_AFTER);
    }

    /** Tags, or names of groups: of both a node has a few, each once. */
    private static List<String> names(
            String list, @Nullable List<@Nullable String> wish, RequestFields fields) {
        if (wish == null) {
            return List.of();
        }
        if (wish.size() > MOST_NAMES) {
            fields.refuse(list, wish.size(), "at most %d %s".formatted(MOST_NAMES, list));
        }
        var seen = new HashSet<String>();
        return Stream.iterate(
                        0, index -> index < Math.min(wish.size(), MOST_NAMES), index -> index + 1)
                .map(index -> {
                    var field = list + "[" + index + "]";
                    var name = fields.text(field, wish.get(index), SHORT_LENGTH);
                    fields.require(seen.add(name), field, name, "each once");
                    return name;
                })
                .toList();
    }
}

package com.evaratech.alert.deliveries;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The text of a message that tells of several alerts. */
public final class GroupBody {

    // Who is told of thousands reads how many of what; the lists of the API have them all.
    private static final int MOST_RULES = 50;
    private static final int MOST_ALERTS = 100;

    private static final List<String> SEVERITIES = List.of("info", "warning", "critical");

    /** What there is of one rule. */
    private static final class Count {

        private final JsonObject first;
        private int opened;
        private int resolved;

        private Count(JsonObject first) {
            this.first = first;
        }

        private int all() {
            return opened + resolved;
        }

        private JsonObject toJson() {
            return new JsonObject()
                    .put("rule_id", first.getString("rule_id"))
                    .put("rule_name", first.getString("rule_name"))
                    .put("severity", first.getString("severity"))
                    .put("opened", opened)
                    .put("resolved", resolved);
        }
    }

    private GroupBody() {}

    /**
     * Writes it.
     *
     * @param id the message's
     * @param updateOf the first message of the storm that this one goes on with
     * @param events what it tells of, in their order, each as it would be sent alone
     */
    public static String write(UUID id, @Nullable UUID updateOf, List<JsonObject> events) {
        Map<String, Count> counts = new LinkedHashMap<>();
        var alerts = new JsonArray();
        String severity = SEVERITIES.getFirst();
        @Nullable String community = events.getFirst().getString("community_id");
        for (JsonObject content : events) {
            if (!Objects.equals(community, content.getString("community_id"))) {
                community = null;
            }
            severity = higher(severity, content.getString("severity"));
            Count count =
                    counts.computeIfAbsent(content.getString("rule_id"), _ -> new Count(content));
            if ("resolved".equals(content.getString("type"))) {
                count.resolved++;
            } else {
                count.opened++;
            }
            if (alerts.size() < MOST_ALERTS) {
                alerts.add(content);
            }
        }
        var rules = new JsonArray();
        counts.values().stream()
                .sorted(Comparator.comparingInt(Count::all).reversed())
                .limit(MOST_RULES)
                .forEach(count -> rules.add(count.toJson()));
        return new JsonObject()
                .put("type", "group")
                .put("group_id", id.toString())
                .put("update_of", updateOf == null ? null : updateOf.toString())
                .put("community_id", community)
                .put("severity", severity)
                .put("opened", counts.values().stream().mapToInt(count -> count.opened).sum())
                .put("resolved", counts.values().stream().mapToInt(count -> count.resolved).sum())
                .put("rules", rules)
                .put("alerts", alerts)
                .put("left_off", events.size() - alerts.size())
                .encode();
    }

    private static String higher(String one, String other) {
        return SEVERITIES.indexOf(other) > SEVERITIES.indexOf(one) ? other : one;
    }
}

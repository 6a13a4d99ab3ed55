package com.evaratech.alert;

import static com.evaratech.common.access.Role.CUSTOMER;
import static com.evaratech.common.access.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.http.Request;
import com.evaratech.local.testing.route.RouteCases;
import com.evaratech.local.testing.route.RouteCases.Case;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests for what is a person's own: everybody has such things, and everybody else's are foreign,
 * to a superadmin, too.
 */
final class OwnThings {

    private static final String ME = "/api/v1/me/";
    private static final String CHANNELS = ME + "notification-channels";
    private static final String SUBSCRIPTIONS = ME + "subscriptions";

    /** The rows that are about such things. */
    static final Set<String> ROWS =
            Set.of(
                    "POST " + CHANNELS,
                    "GET " + CHANNELS,
                    "GET " + CHANNELS + "/{id}",
                    "PUT " + CHANNELS + "/{id}",
                    "DELETE " + CHANNELS + "/{id}",
                    "POST " + CHANNELS + "/{id}/test",
                    "POST " + SUBSCRIPTIONS,
                    "GET " + SUBSCRIPTIONS,
                    "GET " + SUBSCRIPTIONS + "/{id}",
                    "PUT " + SUBSCRIPTIONS + "/{id}",
                    "DELETE " + SUBSCRIPTIONS + "/{id}",
                    "GET " + ME + "deliveries",
                    "GET " + ME + "notifications/export");

    private final Function<Role, Request> as;

    OwnThings(Function<Role, Request> as) {
        this.as = as;
    }

    /** Asks as a role for a thing of its own, and for one of somebody else. */
    void ask(Case each, Role role) {
        String row = each.route().toString();
        Role other = role == CUSTOMER ? VIEWER : CUSTOMER;
        String own = channel(role);
        String foreign = channel(other);
        if (row.startsWith("POST " + SUBSCRIPTIONS)) {
            RouteCases.judge(each, false, send(each, role, SUBSCRIPTIONS, wishFor(own)));
            assertThat(send(each, role, SUBSCRIPTIONS, wishFor(foreign))).isEqualTo(404);
        } else if (!row.contains("{id}")) {
            Map<String, ?> wish = row.startsWith("POST") ? channelWish() : null;
            RouteCases.judge(each, false, send(each, role, each.route().template(), wish));
        } else {
            boolean isChannel = row.contains(CHANNELS);
            String mine = isChannel ? own : added(role, SUBSCRIPTIONS, wishFor(own));
            String theirs = isChannel ? foreign : added(other, SUBSCRIPTIONS, wishFor(foreign));
            Map<String, ?> wish =
                    !row.startsWith("PUT") ? null : isChannel ? channelWish() : wishFor(own);
            RouteCases.judge(each, false, send(each, role, path(each, mine), wish));
            assertThat(send(each, role, path(each, theirs), wish))
                    .as("%s on a thing of somebody else", each)
                    .isEqualTo(404);
        }
        clear(role);
        clear(other);
    }

    private static String path(Case each, String id) {
        return each.route().template().replace("{id}", id);
    }

    private int send(Case each, Role role, String path, @Nullable Map<String, ?> body) {
        var request = as.apply(role);
        var filled = body == null ? request : request.asJson().body(body);
        return filled.request(each.route().method(), path).statusCode();
    }

    private String channel(Role role) {
        return added(role, CHANNELS, channelWish());
    }

    private static Map<String, ?> channelWish() {
        return Map.of("name", "Nowhere", "url", "http://127.0.0.1:1/", "enabled", false);
    }

    private static Map<String, ?> wishFor(String channel) {
        return Map.of("channel_id", UUID.fromString(channel), "category", "OHT");
    }

    private String added(Role role, String path, Map<String, ?> wish) {
        return as.apply(role)
                .asJson()
                .body(wish)
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void clear(Role role) {
        for (Object id : as.apply(role).get(CHANNELS).jsonPath().getList("items.id")) {
            as.apply(role).delete(CHANNELS + "/" + id).then().statusCode(204);
        }
    }
}

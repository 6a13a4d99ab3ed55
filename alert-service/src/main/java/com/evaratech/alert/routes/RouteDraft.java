package com.evaratech.alert.routes;

import com.evaratech.alert.deliveries.Pace;
import com.evaratech.alert.deliveries.QuietHours;
import com.evaratech.alert.deliveries.ReceiverForm;
import com.evaratech.alert.rules.Severity;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A route that passed every check and is not kept yet. */
record RouteDraft(
        String name,
        Severity leastSeverity,
        RouteMatter matter,
        boolean enabled,
        @Nullable QuietHours quietHours,
        Pace pace,
        ReceiverForm receiver) {

    private static final int LONGEST_NAME = 120;

    /**
     * Checks all but the community.
     *
     * @throws InvalidRequest naming every field at fault
     */
    static RouteDraft of(RouteWish wish) {
        var fields = new RequestFields();
        String name = fields.text("name", wish.name(), LONGEST_NAME);
        ReceiverForm receiver =
                new ReceiverForm.Wish(
                                wish.kind(), wish.url(), wish.template(), wish.authorization())
                        .check(fields);
        var draft =
                new RouteDraft(
                        name,
                        wish.leastSeverity() == null
                                ? Severity.WARNING
                                : fields.coded(
                                        "least_severity",
                                        wish.leastSeverity(),
                                        Severity::ofCode,
                                        "one of " + Severity.ALLOWED,
                                        Severity.WARNING),
                        RouteMatter.of(wish, fields),
                        wish.enabled() == null || wish.enabled(),
                        wish.quietHours() == null
                                ? null
                                : wish.quietHours().check(fields).orElse(null),
                        wish.pace() == null ? Pace.USUAL : wish.pace().check(fields),
                        receiver);
        fields.refuseIfAnyIsWrong();
        return draft;
    }

    /** Whether a route is this already. An authorization always is another one. */
    boolean says(Route route) {
        return name.equals(route.name())
                && receiver.url().equals(route.url())
                && leastSeverity.code().equals(route.leastSeverity())
                && matter.equals(new RouteMatter(route.category(), route.nodeId(), route.ruleId()))
                && enabled == route.enabled()
                && Objects.equals(quietHours, route.quietHours())
                && pace.equals(route.pace())
                && receiver.kind() == route.kind()
                && Objects.equals(receiver.template(), route.template())
                && receiver.authorization() == null;
    }

    /** Without the authorization: this text may go into logs. */
    @Override
    public String toString() {
        return "RouteDraft[name=%s]".formatted(name);
    }
}

package com.evaratech.alert.routes;

import com.evaratech.alert.deliveries.ReceiverUrl;
import com.evaratech.alert.rules.Severity;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import java.util.Optional;

/** A route that passed every check and is not kept yet. */
record RouteDraft(String name, String url, Severity leastSeverity, boolean enabled) {

    private static final int LONGEST_NAME = 120;

    /**
     * Checks all but the community.
     *
     * @throws InvalidRequest naming every field at fault
     */
    static RouteDraft of(RouteWish wish) {
        var fields = new RequestFields();
        var draft =
                new RouteDraft(
                        fields.text("name", wish.name(), LONGEST_NAME),
                        url(wish, fields),
                        wish.leastSeverity() == null
                                ? Severity.WARNING
                                : fields.coded(
                                        "least_severity",
                                        wish.leastSeverity(),
                                        Severity::ofCode,
                                        "one of " + Severity.ALLOWED,
                                        Severity.WARNING),
                        wish.enabled() == null || wish.enabled());
        fields.refuseIfAnyIsWrong();
        return draft;
    }

    private static String url(RouteWish wish, RequestFields fields) {
        Optional<ReceiverUrl> url = Optional.ofNullable(wish.url()).flatMap(ReceiverUrl::find);
        fields.require(url.isPresent(), "url", wish.url(), ReceiverUrl.FORM);
        return url.map(ReceiverUrl::text).orElse("");
    }

    boolean says(Route route) {
        return name.equals(route.name())
                && url.equals(route.url())
                && leastSeverity.code().equals(route.leastSeverity())
                && enabled == route.enabled();
    }
}

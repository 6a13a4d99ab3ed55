package com.evaratech.alert.routes;

import com.evaratech.alert.deliveries.BodyTemplate;
import com.evaratech.alert.deliveries.MailAddress;
import com.evaratech.alert.deliveries.Pace;
import com.evaratech.alert.deliveries.QuietHours;
import com.evaratech.alert.deliveries.ReceiverUrl;
import com.evaratech.alert.deliveries.RouteKind;
import com.evaratech.alert.rules.Severity;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A route that passed every check and is not kept yet. */
record RouteDraft(
        String name,
        String url,
        Severity leastSeverity,
        boolean enabled,
        @Nullable QuietHours quietHours,
        Pace pace,
        RouteKind kind,
        @Nullable BodyTemplate template,
        @Nullable String authorization) {

    private static final int LONGEST_NAME = 120;
    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7e]{1,1000}");

    /**
     * Checks all but the community.
     *
     * @throws InvalidRequest naming every field at fault
     */
    static RouteDraft of(RouteWish wish) {
        var fields = new RequestFields();
        RouteKind kind =
                wish.kind() == null
                        ? RouteKind.WEBHOOK
                        : fields.coded(
                                "kind",
                                wish.kind(),
                                RouteKind::ofCode,
                                "one of " + RouteKind.ALLOWED,
                                RouteKind.WEBHOOK);
        var draft =
                new RouteDraft(
                        fields.text("name", wish.name(), LONGEST_NAME),
                        url(wish, kind, fields),
                        wish.leastSeverity() == null
                                ? Severity.WARNING
                                : fields.coded(
                                        "least_severity",
                                        wish.leastSeverity(),
                                        Severity::ofCode,
                                        "one of " + Severity.ALLOWED,
                                        Severity.WARNING),
                        wish.enabled() == null || wish.enabled(),
                        wish.quietHours() == null
                                ? null
                                : wish.quietHours().check(fields).orElse(null),
                        wish.pace() == null ? Pace.USUAL : wish.pace().check(fields),
                        kind,
                        template(wish, kind, fields),
                        authorization(wish, kind, fields));
        fields.refuseIfAnyIsWrong();
        return draft;
    }

    private static String url(RouteWish wish, RouteKind kind, RequestFields fields) {
        if (kind == RouteKind.EMAIL) {
            Optional<MailAddress> to = Optional.ofNullable(wish.url()).flatMap(MailAddress::ofUrl);
            fields.require(to.isPresent(), "url", wish.url(), MailAddress.FORM);
            return to.map(MailAddress::url).orElse("");
        }
        Optional<ReceiverUrl> url = Optional.ofNullable(wish.url()).flatMap(ReceiverUrl::find);
        fields.require(url.isPresent(), "url", wish.url(), ReceiverUrl.FORM);
        return url.map(ReceiverUrl::text).orElse("");
    }

    private static @Nullable BodyTemplate template(
            RouteWish wish, RouteKind kind, RequestFields fields) {
        if (kind == RouteKind.HTTP) {
            fields.require(
                    wish.template() != null,
                    "template",
                    null,
                    "an object of content_type and body");
        } else {
            fields.require(
                    wish.template() == null, "template", "given", "nothing but in an http route");
        }
        return kind == RouteKind.HTTP && wish.template() != null
                ? wish.template().check(fields)
                : null;
    }

    private static @Nullable String authorization(
            RouteWish wish, RouteKind kind, RequestFields fields) {
        String value = wish.authorization();
        if (value == null) {
            return null;
        }
        // The value is a secret: an error does not repeat it.
        fields.require(
                kind == RouteKind.HTTP, "authorization", null, "nothing but in an http route");
        fields.require(
                VISIBLE.matcher(value).matches(),
                "authorization",
                null,
                "1 to 1000 visible characters of ASCII");
        return value;
    }

    /** Whether a route is this already. An authorization always is another one. */
    boolean says(Route route) {
        return name.equals(route.name())
                && url.equals(route.url())
                && leastSeverity.code().equals(route.leastSeverity())
                && enabled == route.enabled()
                && Objects.equals(quietHours, route.quietHours())
                && pace.equals(route.pace())
                && kind == route.kind()
                && Objects.equals(template, route.template())
                && authorization == null;
    }

    /** Without the authorization: this text may go into logs. */
    @Override
    public String toString() {
        return "RouteDraft[name=%s]".formatted(name);
    }
}

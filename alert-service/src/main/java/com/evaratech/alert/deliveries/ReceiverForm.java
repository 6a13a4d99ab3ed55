package com.evaratech.alert.deliveries;

import com.evaratech.common.problem.RequestFields;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver is spoken to.
 *
 * @param kind what it understands
 * @param url where it is
 * @param template of an http receiver
 * @param authorization header of that name; {@code null}: none, or the one that there is
 */
public record ReceiverForm(
        RouteKind kind,
        String url,
        @Nullable BodyTemplate template,
        @Nullable String authorization) {

    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7e]{1,1000}");

    /**
     * The same as a caller wrote it.
     *
     * @param kind {@code null} means webhook
     */
    public record Wish(
            @Nullable String kind,
            @Nullable String url,
            BodyTemplate.@Nullable Wish template,
            @Nullable String authorization) {

        /** The form; what is wrong with it is noted. */
        public ReceiverForm check(RequestFields fields) {
            RouteKind known =
                    kind == null
                            ? RouteKind.WEBHOOK
                            : fields.coded(
                                    "kind",
                                    kind,
                                    RouteKind::ofCode,
                                    "one of " + RouteKind.ALLOWED,
                                    RouteKind.WEBHOOK);
            return new ReceiverForm(
                    known,
                    checkedUrl(known, fields),
                    checkedTemplate(known, fields),
                    checkedAuthorization(known, fields));
        }

        private String checkedUrl(RouteKind known, RequestFields fields) {
            if (known == RouteKind.EMAIL) {
                Optional<MailAddress> to = Optional.ofNullable(url).flatMap(MailAddress::ofUrl);
                fields.require(to.isPresent(), "url", url, MailAddress.FORM);
                return to.map(MailAddress::url).orElse("");
            }
            Optional<ReceiverUrl> to = Optional.ofNullable(url).flatMap(ReceiverUrl::find);
            fields.require(to.isPresent(), "url", url, ReceiverUrl.FORM);
            return to.map(ReceiverUrl::text).orElse("");
        }

        private @Nullable BodyTemplate checkedTemplate(RouteKind known, RequestFields fields) {
            if (known == RouteKind.HTTP) {
                fields.require(
                        template != null, "template", null, "an object of content_type and body");
            } else {
                fields.require(
                        template == null, "template", "given", "nothing but in an http route");
            }
            return known == RouteKind.HTTP && template != null ? template.check(fields) : null;
        }

        private @Nullable String checkedAuthorization(RouteKind known, RequestFields fields) {
            if (authorization == null) {
                return null;
            }
            // The value is a secret: an error does not repeat it.
            fields.require(
                    known == RouteKind.HTTP, "authorization", null, "nothing but in an http route");
            fields.require(
                    VISIBLE.matcher(authorization).matches(),
                    "authorization",
                    null,
                    "1 to 1000 visible characters of ASCII");
            return authorization;
        }

        /** Without the authorization: this text may go into logs. */
        @Override
        public String toString() {
            return "Wish[kind=%s]".formatted(kind);
        }
    }

    /** What one receiver's authorization is, no other may hear. */
    public boolean isAnotherThan(RouteKind formerKind, String formerUrl) {
        return formerKind == RouteKind.HTTP
                && (kind != formerKind || !new ReceiverUrl(url).isAt(new ReceiverUrl(formerUrl)));
    }

    /** Without the authorization: this text may go into logs. */
    @Override
    public String toString() {
        return "ReceiverForm[kind=%s]".formatted(kind);
    }
}

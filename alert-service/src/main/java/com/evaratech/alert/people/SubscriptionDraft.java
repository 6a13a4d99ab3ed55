package com.evaratech.alert.people;

import com.evaratech.alert.rules.Severity;
import com.evaratech.common.metric.Category;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A subscription that passed every check but of what else it names, and is not kept yet. */
record SubscriptionDraft(
        UUID channelId,
        Severity leastSeverity,
        @Nullable Kind kind,
        @Nullable Category category,
        @Nullable UUID communityId,
        @Nullable UUID nodeId,
        boolean resolved) {

    /**
     * Checks a wish.
     *
     * @throws InvalidRequest naming every field at fault
     */
    static SubscriptionDraft of(SubscriptionWish wish) {
        var fields = new RequestFields();
        UUID channel = fields.id("channel_id", wish.channelId());
        Severity severity =
                wish.leastSeverity() == null
                        ? Severity.WARNING
                        : fields.coded(
                                "least_severity",
                                wish.leastSeverity(),
                                Severity::ofCode,
                                "one of " + Severity.ALLOWED,
                                Severity.WARNING);
        Kind kind = one("kind", wish.kind(), SubscriptionDraft::kind, names(Kind.values()), fields);
        Category category =
                one("category", wish.category(), Category::find, names(Category.values()), fields);
        fields.require(
                wish.kind() == null || wish.category() == null,
                "kind",
                wish.kind(),
                "nothing beside category, which is of one kind");
        fields.require(
                wish.communityId() == null || wish.nodeId() == null,
                "community_id",
                wish.communityId(),
                "nothing beside node_id, which is of one community");
        fields.refuseIfAnyIsWrong();
        return new SubscriptionDraft(
                channel,
                severity,
                kind,
                category,
                wish.communityId(),
                wish.nodeId(),
                wish.resolved() == null || wish.resolved());
    }

    /** Whether a subscription is this already. */
    boolean says(Subscription subscription) {
        return channelId.equals(subscription.channelId())
                && leastSeverity.code().equals(subscription.leastSeverity())
                && Objects.equals(name(kind), subscription.kind())
                && Objects.equals(name(category), subscription.category())
                && Objects.equals(communityId, subscription.communityId())
                && Objects.equals(nodeId, subscription.nodeId())
                && resolved == subscription.resolved();
    }

    static @Nullable String name(@Nullable Enum<?> code) {
        return code == null ? null : code.name();
    }

    private static Optional<Kind> kind(String name) {
        return Arrays.stream(Kind.values()).filter(each -> each.name().equals(name)).findFirst();
    }

    private static <T> @Nullable T one(
            String field,
            @Nullable String name,
            Function<String, Optional<T>> find,
            String allowed,
            RequestFields fields) {
        if (name == null) {
            return null;
        }
        Optional<T> known = find.apply(name);
        fields.require(known.isPresent(), field, name, "one of " + allowed);
        return known.orElse(null);
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
    }
}

package com.evaratech.alert.silences;

import com.evaratech.alert.rules.Severity;
import com.evaratech.common.metric.Category;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A silence that passed every check but of what else it names, and is not kept yet. */
record SilenceDraft(
        @Nullable UUID nodeId,
        @Nullable UUID ruleId,
        @Nullable Severity severity,
        @Nullable Category category,
        Instant from,
        Instant until,
        String reason) {

    private static final int LONGEST_REASON = 500;

    // What is to be silent for longer is a rule to be disabled.
    private static final Duration LONGEST = Duration.ofDays(90);

    private static final String CATEGORIES =
            Arrays.stream(Category.values()).map(Category::name).collect(Collectors.joining(", "));

    /**
     * Checks a wish.
     *
     * @param now where a silence begins that names no time
     * @throws InvalidRequest naming every field at fault
     */
    static SilenceDraft of(SilenceWish wish, Instant now) {
        var fields = new RequestFields();
        UUID _ = fields.id("community_id", wish.communityId());
        Instant from = wish.from() == null ? now : fields.time("from", wish.from());
        Instant until = fields.time("until", wish.until());
        if (wish.until() != null) {
            fields.require(
                    until.isAfter(from) && until.isAfter(now) && !until.isAfter(from.plus(LONGEST)),
                    "until",
                    wish.until(),
                    "a time to come, at most %d days after from".formatted(LONGEST.toDays()));
        }
        Severity severity =
                wish.severity() == null
                        ? null
                        : fields.coded(
                                "severity",
                                wish.severity(),
                                Severity::ofCode,
                                "one of " + Severity.ALLOWED,
                                Severity.INFO);
        Category category = category(wish, fields);
        String reason = fields.text("reason", wish.reason(), LONGEST_REASON);
        fields.refuseIfAnyIsWrong();
        return new SilenceDraft(
                wish.nodeId(), wish.ruleId(), severity, category, from, until, reason);
    }

    private static @Nullable Category category(SilenceWish wish, RequestFields fields) {
        if (wish.category() == null) {
            return null;
        }
        Optional<Category> known = Category.find(wish.category());
        fields.require(known.isPresent(), "category", wish.category(), "one of " + CATEGORIES);
        return known.orElse(null);
    }
}

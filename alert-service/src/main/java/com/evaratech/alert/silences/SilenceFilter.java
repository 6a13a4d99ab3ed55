package com.evaratech.alert.silences;

import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.InvalidRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which silences a list is to show.
 *
 * @param communityId {@code null}: of every community in the scope
 * @param isAll whether those that are over are shown, too
 */
record SilenceFilter(@Nullable UUID communityId, boolean isAll) {

    /**
     * Reads the query parameters {@code community} and {@code state}.
     *
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static SilenceFilter of(@Nullable String community, @Nullable String state) {
        var parameters = new QueryParameters();
        Boolean isAll = parameters.choice("state", state, SilenceFilter::isAll, "all, current");
        var filter =
                new SilenceFilter(parameters.id("community", community), isAll == null || isAll);
        parameters.throwIfRefused();
        return filter;
    }

    private static Optional<Boolean> isAll(String state) {
        return switch (state) {
            case "all" -> Optional.of(true);
            case "current" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}

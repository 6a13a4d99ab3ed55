package com.evaratech.alert.deliveries;

import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.InvalidRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which deliveries a list is to show; {@code null} leaves a property open. */
record DeliveryFilter(@Nullable UUID routeId, @Nullable UUID communityId, @Nullable String state) {

    private static final List<String> STATES =
            List.of("waiting", "delivered", "failed", "spared", "grouped");

    /**
     * Reads the query parameters {@code route}, {@code community} and {@code state}.
     *
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static DeliveryFilter of(
            @Nullable String route, @Nullable String community, @Nullable String state) {
        var parameters = new QueryParameters();
        var filter =
                new DeliveryFilter(
                        parameters.id("route", route),
                        parameters.id("community", community),
                        parameters.choice(
                                "state",
                                state,
                                text -> Optional.of(text).filter(STATES::contains),
                                String.join(", ", STATES)));
        parameters.throwIfRefused();
        return filter;
    }
}

package com.evaratech.telemetry.range;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CustomerEntry;
import com.evaratech.common.directory.Directory;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far back a caller sees: a customer as its plan says, everybody else to the beginning. The
 * readings stay, and are there again when the plan becomes a larger one.
 */
@Singleton
public class VisibleHistory {

    private final Directory directory;

    VisibleHistory(Directory directory) {
        this.directory = directory;
    }

    /** The first instant that is visible; empty for all of them. */
    public Uni<Optional<Instant>> beginning(Scope scope, Instant now) {
        if (!(scope instanceof Scope.OfCustomer customer)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return directory
                .customer(customer.customerId())
                .map(found ->
                        found.map(CustomerEntry::visibleHistoryDays)
                                .map(days -> now.minus(Duration.ofDays(days))));
    }
}

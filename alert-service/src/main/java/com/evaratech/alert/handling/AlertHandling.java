package com.evaratech.alert.handling;

import com.evaratech.alert.AlertException.AlertNotOpen;
import com.evaratech.alert.alerts.Alert;
import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.alert.alerts.HandledAlert;
import com.evaratech.alert.alerts.HandledAlerts;
import com.evaratech.alert.audit.AuditTrail;
import com.evaratech.alert.audit.Change;
import com.evaratech.alert.deliveries.DeliveryTable;
import com.evaratech.alert.notices.NoticeTable;
import com.evaratech.alert.publish.AlertOutbox;
import com.evaratech.common.access.Caller;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Each act is one transaction with its record and, when the alert ends, its event. */
@Singleton
class AlertHandling {

    private static final String CHANGED = "changed";

    private final HandledAlerts alerts;
    private final CommentRepository comments;
    private final AuditTrail audit;
    private final ObjectMapper json;
    private final InstantSource clock;

    AlertHandling(
            HandledAlerts alerts,
            CommentRepository comments,
            AuditTrail audit,
            ObjectMapper json,
            InstantSource clock) {
        this.alerts = alerts;
        this.comments = comments;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /** Who acknowledges first is kept; the alert stays open. */
    @WithTransaction
    Uni<Alert> acknowledge(Caller caller, UUID id, Optional<String> words) {
        return alerts.lock(caller.scope(), id)
                .flatMap(row -> {
                    Alert before = row.toAlert();
                    if (!row.isAcknowledged()) {
                        row.acknowledge(caller.subject(), clock.instant());
                    }
                    return say(caller, row, words)
                            .flatMap(_ -> record(caller, row, before))
                            .replaceWith(row::toAlert);
                });
    }

    /**
     * Ends an alert. While its condition goes on to hold, another one opens, as if the condition
     * had begun with the next reading: what still is so is not hidden by a click.
     *
     * @throws AlertNotOpen when it is over already
     */
    @WithTransaction
    Uni<Alert> resolve(Caller caller, UUID id, Optional<String> words) {
        return alerts.lock(caller.scope(), id)
                .flatMap(row -> {
                    if (!row.isOpen()) {
                        throw new AlertNotOpen(id);
                    }
                    Alert before = row.toAlert();
                    row.resolve(caller.subject(), clock.instant());
                    return say(caller, row, words)
                            .flatMap(_ -> record(caller, row, before))
                            .flatMap(_ -> DeliveryTable.append(resolved(row)))
                            .flatMap(_ -> NoticeTable.append(resolved(row)))
                            // The last statement: from it to the commit all other events wait.
                            .flatMap(_ -> AlertOutbox.append(resolved(row)))
                            .replaceWith(row::toAlert);
                });
    }

    /** Keeps what somebody says. */
    @WithTransaction
    Uni<Comment> comment(Caller caller, UUID id, String words) {
        return alerts.lock(caller.scope(), id)
                .flatMap(row -> keep(caller, row, words).map(CommentEntity::toComment));
    }

    /** What was said, from the beginning. */
    @WithSession
    Uni<Page<Comment>> comments(Caller caller, UUID id, PageRequest page) {
        return alerts.find(caller.scope(), id)
                .flatMap(row -> comments.list(row.number(), page))
                .map(rows -> Page.of(page, rows, row -> row.number).map(CommentEntity::toComment));
    }

    private Uni<@Nullable Void> say(Caller caller, HandledAlert row, Optional<String> words) {
        return words.isEmpty()
                ? Uni.createFrom().voidItem()
                : keep(caller, row, words.get()).replaceWithVoid();
    }

    private Uni<CommentEntity> keep(Caller caller, HandledAlert row, String words) {
        var comment = new Comment(clock.instant(), caller.subject(), words);
        return comments.persist(CommentEntity.of(row.number(), comment))
                .call(kept -> audit.append(said(caller, row, comment)));
    }

    private Uni<@Nullable Void> record(Caller caller, HandledAlert row, Alert before) {
        Alert after = row.toAlert();
        return after.equals(before)
                ? Uni.createFrom().voidItem()
                : alerts.flush()
                        .flatMap(_ ->
                                audit.append(
                                        change(
                                                caller,
                                                row,
                                                CHANGED,
                                                toJson(before),
                                                toJson(after))));
    }

    private static AlertNotice resolved(HandledAlert row) {
        return new AlertNotice(AlertEvent.Type.RESOLVED, row.toFacts(), null);
    }

    private Change said(Caller caller, HandledAlert row, Comment comment) {
        return change(caller, row, "commented", null, toJson(comment));
    }

    private static Change change(
            Caller caller,
            HandledAlert row,
            String action,
            @Nullable String before,
            @Nullable String after) {
        return new Change(
                caller.subject(),
                action,
                "alert",
                row.id().toString(),
                before,
                after,
                row.placement());
    }

    private String toJson(Object shown) {
        try {
            return json.writeValueAsString(shown);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package com.evaratech.alert.people;

import com.evaratech.alert.AlertException.ChannelNotFound;
import com.evaratech.alert.AlertException.CommunityNotFound;
import com.evaratech.alert.AlertException.NodeNotFound;
import com.evaratech.alert.AlertException.SubscriptionNotFound;
import com.evaratech.alert.AlertException.TooMany;
import com.evaratech.alert.people.ChannelTable.Kept;
import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.sql.Transaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Keeps people's subscriptions, each for its person alone, and every change of them on record. */
@Singleton
class SubscriptionService {

    private static final int MOST = 50;

    private final DataSource database;
    private final Directory directory;
    private final PersonAudit audit;
    private final PeopleUpkeep upkeep;

    SubscriptionService(
            DataSource database, Directory directory, PersonAudit audit, PeopleUpkeep upkeep) {
        this.database = database;
        this.directory = directory;
        this.audit = audit;
        this.upkeep = upkeep;
    }

    /**
     * A new subscription.
     *
     * @throws TooMany when the person has as many as one may have
     */
    Subscription create(Caller caller, SubscriptionDraft draft) throws SQLException {
        requireWithin(caller.scope(), draft);
        Subscription added =
                Transaction.of(database, transaction -> add(transaction, caller, draft));
        upkeep.look(caller.subject());
        return added;
    }

    private Subscription add(Connection transaction, Caller caller, SubscriptionDraft draft)
            throws SQLException {
        UUID id = UUID.randomUUID();
        PersonTable.enter(transaction, caller.subject(), caller.scope());
        Kept channel = channel(transaction, caller, draft);
        if (SubscriptionTable.count(transaction, caller.subject()) >= MOST) {
            throw new TooMany("subscriptions", "subscriptions", MOST);
        }
        SubscriptionTable.add(transaction, channel.number(), id, draft);
        Subscription added = found(transaction, caller, id);
        audit.append(
                transaction, caller, PersonAudit.Subject.SUBSCRIPTION, id, null, added.audited());
        return added;
    }

    /** The caller's subscriptions, oldest first: all of them, since they are few. */
    List<Subscription> list(Caller caller) throws SQLException {
        try (var connection = database.getConnection()) {
            return SubscriptionTable.list(connection, caller.subject());
        }
    }

    /** The caller's subscription of this id. */
    Subscription get(Caller caller, UUID id) throws SQLException {
        try (var connection = database.getConnection()) {
            return found(connection, caller, id);
        }
    }

    /**
     * Replaces the version that the caller has seen; it counts for what opens or ends from then.
     */
    Subscription change(Caller caller, UUID id, SubscriptionDraft draft, IfMatch seen)
            throws SQLException {
        requireWithin(caller.scope(), draft);
        return Transaction.of(
                database,
                transaction -> {
                    Subscription before = locked(transaction, caller, id);
                    seen.checkChange(before.etag());
                    Kept channel = channel(transaction, caller, draft);
                    if (draft.says(before)) {
                        return before;
                    }
                    SubscriptionTable.change(transaction, channel.number(), id, draft);
                    Subscription after = found(transaction, caller, id);
                    audit.append(
                            transaction,
                            caller,
                            PersonAudit.Subject.SUBSCRIPTION,
                            id,
                            before.audited(),
                            after.audited());
                    return after;
                });
    }

    /** Removes a subscription; what was noted by it is told still. */
    void remove(Caller caller, UUID id, IfMatch seen) throws SQLException {
        int _ =
                Transaction.of(
                        database,
                        transaction -> {
                            Subscription before = locked(transaction, caller, id);
                            seen.checkRemoval(before.etag());
                            SubscriptionTable.remove(transaction, id);
                            audit.append(
                                    transaction,
                                    caller,
                                    PersonAudit.Subject.SUBSCRIPTION,
                                    id,
                                    before.audited(),
                                    null);
                            return 1;
                        });
    }

    private void requireWithin(Scope scope, SubscriptionDraft draft) {
        UUID communityId = draft.communityId();
        if (communityId != null && !covers(scope, communityId)) {
            throw new CommunityNotFound("community_id", communityId);
        }
        UUID nodeId = draft.nodeId();
        if (nodeId != null
                && directory
                        .node(nodeId)
                        .await()
                        .indefinitely()
                        .map(NodeEntry::placement)
                        .filter(scope::covers)
                        .isEmpty()) {
            throw new NodeNotFound("node_id", nodeId);
        }
    }

    /** A customer's own community is nothing that it would not know of. */
    private boolean covers(Scope scope, UUID communityId) {
        return directory
                .community(communityId)
                .await()
                .indefinitely()
                .map(found -> new Placement(found.distributorId(), communityId, null))
                .filter(place ->
                        scope instanceof Scope.OfCustomer(UUID _, UUID own)
                                ? own.equals(communityId)
                                : scope.covers(place))
                .isPresent();
    }

    private static Kept channel(Connection transaction, Caller caller, SubscriptionDraft draft)
            throws SQLException {
        return ChannelTable.find(transaction, caller.subject(), draft.channelId())
                .orElseThrow(() -> new ChannelNotFound("channel_id", draft.channelId()));
    }

    private static Subscription found(Connection connection, Caller caller, UUID id)
            throws SQLException {
        return SubscriptionTable.find(connection, caller.subject(), id)
                .orElseThrow(() -> new SubscriptionNotFound(id));
    }

    private static Subscription locked(Connection transaction, Caller caller, UUID id)
            throws SQLException {
        return SubscriptionTable.lock(transaction, caller.subject(), id)
                .orElseThrow(() -> new SubscriptionNotFound(id));
    }
}

package com.evaratech.alert.people;

import com.evaratech.alert.AlertException.ChannelNotFound;
import com.evaratech.alert.AlertException.TestUnderWay;
import com.evaratech.alert.AlertException.TooMany;
import com.evaratech.alert.deliveries.DeliveryTests;
import com.evaratech.alert.deliveries.ReceiverForm;
import com.evaratech.alert.deliveries.RouteSecrets;
import com.evaratech.alert.notices.NoticeTable;
import com.evaratech.alert.people.ChannelTable.Kept;
import com.evaratech.common.access.Caller;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.sql.Transaction;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;

/** Keeps people's channels, each for its person alone, and every change of them on record. */
@Singleton
class ChannelService {

    private static final int MOST = 10;

    private final DataSource database;
    private final RouteSecrets secrets;
    private final DeliveryTests tests;
    private final PersonAudit audit;
    private final PeopleUpkeep upkeep;

    ChannelService(
            DataSource database,
            RouteSecrets secrets,
            DeliveryTests tests,
            PersonAudit audit,
            PeopleUpkeep upkeep) {
        this.database = database;
        this.secrets = secrets;
        this.tests = tests;
        this.audit = audit;
        this.upkeep = upkeep;
    }

    /**
     * A new channel, with the secret that is shown this once.
     *
     * @throws TooMany when the person has as many as one may have
     */
    Channel create(Caller caller, ChannelDraft draft) throws SQLException {
        UUID id = UUID.randomUUID();
        RouteSecrets.Fresh secret = secrets.make(id, draft.receiver().authorization());
        Kept kept =
                Transaction.of(
                        database,
                        transaction -> {
                            PersonTable.enter(transaction, caller.subject(), caller.scope());
                            if (ChannelTable.count(transaction, caller.subject()) >= MOST) {
                                throw new TooMany(
                                        "notification_channels", "notification channels", MOST);
                            }
                            Kept row =
                                    ChannelTable.add(
                                            transaction,
                                            caller.subject(),
                                            id,
                                            draft,
                                            secret.sealed());
                            audit.append(
                                    transaction,
                                    caller,
                                    PersonAudit.Subject.CHANNEL,
                                    id,
                                    null,
                                    audited(row.channel()));
                            return row;
                        });
        upkeep.look(caller.subject());
        return kept.channel().with(secret.open());
    }

    /** The caller's channels, oldest first: all of them, since they are few. */
    List<Channel> list(Caller caller) throws SQLException {
        try (var connection = database.getConnection()) {
            return ChannelTable.list(connection, caller.subject());
        }
    }

    /** The caller's channel of this id. */
    Channel get(Caller caller, UUID id) throws SQLException {
        try (var connection = database.getConnection()) {
            return ChannelTable.find(connection, caller.subject(), id)
                    .map(Kept::channel)
                    .orElseThrow(() -> new ChannelNotFound(id));
        }
    }

    /** Replaces the version that the caller has seen; the secret stays. */
    Channel change(Caller caller, UUID id, ChannelDraft draft, IfMatch seen) throws SQLException {
        return Transaction.of(
                database,
                transaction -> {
                    Kept row = locked(transaction, caller, id);
                    Channel before = row.channel();
                    seen.checkChange(before.etag());
                    if (draft.says(before)) {
                        return before;
                    }
                    Channel after =
                            ChannelTable.change(
                                            transaction,
                                            caller.subject(),
                                            id,
                                            draft,
                                            secret(row, draft.receiver()))
                                    .channel();
                    settleWaiting(transaction, row.number(), before, after);
                    audit.append(
                            transaction,
                            caller,
                            PersonAudit.Subject.CHANNEL,
                            id,
                            audited(before),
                            audited(after));
                    return after;
                });
    }

    /** Removes a channel with what waits for it and what subscribed to it. */
    void remove(Caller caller, UUID id, IfMatch seen) throws SQLException {
        int _ =
                Transaction.of(
                        database,
                        transaction -> {
                            Kept row = locked(transaction, caller, id);
                            seen.checkRemoval(row.channel().etag());
                            ChannelTable.remove(transaction, row.number());
                            audit.append(
                                    transaction,
                                    caller,
                                    PersonAudit.Subject.CHANNEL,
                                    id,
                                    audited(row.channel()),
                                    null);
                            return 1;
                        });
    }

    /**
     * Sends something that is no alert, to see whether it arrives; answers the delivery's id.
     *
     * @throws TestUnderWay while another one is, or was asked for less than a minute ago
     */
    UUID test(Caller caller, UUID id) throws SQLException {
        return Transaction.of(
                database,
                transaction -> {
                    Kept row = locked(transaction, caller, id);
                    if (ChannelTable.isTested(transaction, row.number())) {
                        throw new TestUnderWay(id);
                    }
                    return tests.append(transaction, row.number());
                });
    }

    private String secret(Kept row, ReceiverForm receiver) {
        Channel before = row.channel();
        return receiver.authorization() != null
                        || receiver.isAnotherThan(before.kind(), before.url())
                ? secrets.authorize(before.id(), row.sealedSecret(), receiver.authorization())
                : row.sealedSecret();
    }

    private static void settleWaiting(
            Connection transaction, long number, Channel before, Channel after)
            throws SQLException {
        if (!after.enabled()) {
            NoticeTable.forget(transaction, number);
        } else if (!Objects.equals(before.quietHours(), after.quietHours())) {
            NoticeTable.release(transaction, number);
        }
    }

    private static Kept locked(Connection transaction, Caller caller, UUID id) throws SQLException {
        return ChannelTable.lock(transaction, caller.subject(), id)
                .orElseThrow(() -> new ChannelNotFound(id));
    }

    /** What the audit tells of it: not where it goes, nor what the person calls it. */
    static JsonObject audited(Channel channel) {
        return new JsonObject()
                .put("kind", channel.kind().code())
                .put("enabled", channel.enabled())
                .put("version", channel.version());
    }
}

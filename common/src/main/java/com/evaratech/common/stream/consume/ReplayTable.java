package com.evaratech.common.stream.consume;

import com.evaratech.common.audit.AuditAppend;
import com.evaratech.common.audit.AuditCause;
import com.evaratech.common.audit.AuditRow;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.consume.WantedReplay.Wish;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The dead letters of a group that are to be tried again, and what became of them. */
final class ReplayTable {

    // Small enough for the time that one transaction has.
    private static final int AT_ONCE = 50;

    private final ConsumerSettings settings;
    private final AuditAppend audit;

    ReplayTable(ConsumerSettings settings) {
        this.settings = settings;
        this.audit = new AuditAppend(settings.schema());
    }

    /** Those of these partitions that have one. */
    Set<Integer> partitions(Connection connection, Set<Integer> owned) throws SQLException {
        var sql =
                """
                select distinct partition from %s.dead_letter
                where consumer = ? and partition = any(?) and replay_wanted_by is not null
                """
                        .formatted(settings.schema());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, settings.group());
            statement.setArray(2, connection.createArrayOf("int", owned.toArray()));
            try (var rows = statement.executeQuery()) {
                Set<Integer> found = new HashSet<>();
                while (rows.next()) {
                    found.add(rows.getInt(1));
                }
                return found;
            }
        }
    }

    /** The next ones, kept from being discarded meanwhile; in the order in which they died. */
    List<WantedReplay> next(Connection transaction, Set<Integer> partitions) throws SQLException {
        var sql =
                """
                select number, partition, entry_ms, entry_seq, content, replay_wanted_by, replay_request
                from %s.dead_letter
                where consumer = ? and partition = any(?) and replay_wanted_by is not null
                order by number limit %d for update skip locked
                """
                        .formatted(settings.schema(), AT_ONCE);
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setString(1, settings.group());
            statement.setArray(2, transaction.createArrayOf("int", partitions.toArray()));
            try (var rows = statement.executeQuery()) {
                var wanted = new ArrayList<WantedReplay>();
                while (rows.next()) {
                    wanted.add(
                            new WantedReplay(
                                    rows.getLong(1),
                                    rows.getInt(2),
                                    new StreamId(rows.getLong(3), rows.getLong(4)),
                                    rows.getBytes(5),
                                    new Wish(rows.getString(6), rows.getString(7))));
                }
                return wanted;
            }
        }
    }

    /** It has had its effect. */
    void done(Connection transaction, WantedReplay letter) throws SQLException {
        var sql = "delete from %s.dead_letter where number = ?".formatted(settings.schema());
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setLong(1, letter.number());
            int _ = statement.executeUpdate();
        }
        tell(transaction, letter, "replayed");
    }

    /** It was refused once more, and stays. */
    void refused(Connection transaction, WantedReplay letter, String reason, String detail)
            throws SQLException {
        var sql =
                """
                update %s.dead_letter
                set reason = ?, detail = ?, replays = replays + 1, replayed_at = clock_timestamp(),
                    replay_wanted_by = null, replay_request = null
                where number = ?
                """
                        .formatted(settings.schema());
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setString(1, reason);
            statement.setString(2, detail);
            statement.setLong(3, letter.number());
            int _ = statement.executeUpdate();
        }
        tell(transaction, letter, "replay_refused");
    }

    private void tell(Connection transaction, WantedReplay letter, String action)
            throws SQLException {
        audit.append(
                transaction,
                new AuditRow(
                        letter.wish().actor(),
                        action,
                        "dead_letter",
                        settings.schema() + "-" + letter.number(),
                        null,
                        null,
                        new AuditRow.Tenant(null, null, null),
                        new AuditCause(letter.wish().requestId(), null)));
    }
}

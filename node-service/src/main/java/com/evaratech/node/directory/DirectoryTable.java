package com.evaratech.node.directory;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.ApiKeyEntry;
import com.evaratech.common.directory.CalibrationEntry;
import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.CustomerEntry;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.directory.FieldMappings;
import com.evaratech.common.directory.MaintenanceEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.metric.Category;
import com.evaratech.common.outbox.OutboxChange;
import io.vertx.core.json.JsonArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables that are published, each with what its rows tell. */
enum DirectoryTable {
    PROFILE("profile", "true") {
        @Override
        OutboxChange read(ResultSet row) throws SQLException {
            var scope =
                    ScopePath.scope(
                            row.getObject("distributor_id", UUID.class),
                            row.getObject("community_id", UUID.class),
                            row.getObject("customer_id", UUID.class));
            var role = Role.ofCode(row.getString("role")).orElseThrow();
            var profile =
                    new Profile(row.getLong("version"), role, scope, row.getBoolean("active"));
            return DirectoryOutbox.change(row.getString("subject"), profile);
        }
    },

    COMMUNITY("community", "true") {
        @Override
        OutboxChange read(ResultSet row) throws SQLException {
            return DirectoryOutbox.change(
                    new CommunityEntry(
                            row.getLong("version"),
                            row.getObject("community_id", UUID.class),
                            row.getObject("distributor_id", UUID.class)));
        }
    },

    NODE("node", "true") {
        @Override
        OutboxChange read(ResultSet row) throws SQLException {
            var category = Category.valueOf(row.getString("category"));
            var placement =
                    new Placement(
                            row.getObject("distributor_id", UUID.class),
                            row.getObject("community_id", UUID.class),
                            row.getObject("customer_id", UUID.class));
            return DirectoryOutbox.change(
                    new NodeEntry(
                            row.getLong("version"),
                            row.getObject("node_id", UUID.class),
                            row.getLong("number"),
                            category.kind().name(),
                            category.name(),
                            placement,
                            List.of((String[]) row.getArray("tags").getArray()),
                            ZoneId.of(row.getString("time_zone")),
                            time(row, "created_at")));
        }
    },

    CHANNEL("channel", "removed_at is null") {
        @Override
        OutboxChange read(ResultSet row) throws SQLException {
            return DirectoryOutbox.change(
                    new ChannelEntry(
                            row.getLong("version"),
                            row.getObject("node_id", UUID.class),
                            row.getLong("channel_id"),
                            row.getString("read_api_key"),
                            row.getInt("interval_seconds"),
                            FieldMappings.fromJson(new JsonArray(row.getString("fields")))));
        }
    },

    DEVICE_KEY("device_key", "revoked_at is null") {
        @Override
        OutboxChange read(ResultSet row) throws SQLException {
            return DirectoryOutbox.change(
                    new DeviceKeyEntry(
                            row.getLong("version"),
                            row.getString("key_id"),
                            row.getObject("node_id", UUID.class),
                            row.getString("secret_hash"),
                            time(row, "expires_at")));
        }
    },

    CUSTOMER("customer", "true") {
        @Override
        OutboxChange read(ResultSet row) throws SQLException {
            return DirectoryOutbox.change(
                    new CustomerEntry(
                            row.getLong("version"),
                            row.getObject("customer_id", UUID.class),
                            row.getObject("community_id", UUID.class),
                            row.getObject("distributor_id", UUID.class),
                            row.getObject("visible_history_days", Integer.class)));
        }
    },

    API_KEY("api_key", "revoked_at is null") {
        @Override
        OutboxChange read(ResultSet row) throws SQLException {
            var scope =
                    ScopePath.scope(
                            row.getObject("distributor_id", UUID.class),
                            row.getObject("community_id", UUID.class),
                            row.getObject("customer_id", UUID.class));
            return DirectoryOutbox.change(
                    ApiKeyEntry.of(
                            row.getLong("version"),
                            row.getString("key_id"),
                            Role.ofCode(row.getString("role")).orElseThrow(),
                            scope,
                            row.getString("secret_hash"),
                            row.getObject("expires_at", OffsetDateTime.class).toInstant()));
        }
    },

    /** A view, since all calibrations of a node are one item. */
    CALIBRATION("calibrated_node", "true") {
        @Override
        OutboxChange read(ResultSet row) throws SQLException {
            return DirectoryOutbox.change(
                    CalibrationEntry.fromJson(
                            row.getObject("node_id", UUID.class), row.getString("entry")));
        }
    },

    /** Those that were over a month ago concern nobody who judges readings as they come. */
    MAINTENANCE("maintenance_window", "ends_at > now() - interval '30 days'") {
        @Override
        OutboxChange read(ResultSet row) throws SQLException {
            return DirectoryOutbox.change(
                    new MaintenanceEntry(
                            row.getLong("version"),
                            row.getObject("window_id", UUID.class),
                            row.getObject("community_id", UUID.class),
                            row.getObject("node_id", UUID.class),
                            row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                            row.getObject("ends_at", OffsetDateTime.class).toInstant()));
        }
    },

    /** Of those that were told of; the others have never reported. */
    STATUS("watched_node", "version > 0") {
        @Override
        OutboxChange read(ResultSet row) throws SQLException {
            return DirectoryOutbox.change(
                    new StatusEntry(
                            row.getLong("version"),
                            row.getObject("node_id", UUID.class),
                            NodeStatus.valueOf(row.getString("status")),
                            row.getObject("since", OffsetDateTime.class).toInstant(),
                            millis(row, "last_seen_ms"),
                            millis(row, "silent_since_ms")));
        }
    };

    private final String table;
    private final String told;

    DirectoryTable(String table, String told) {
        this.table = "registry." + table;
        this.told = told;
    }

    /** What a row tells. */
    abstract OutboxChange read(ResultSet row) throws SQLException;

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Instant millis(ResultSet row, String column) throws SQLException {
        Long millis = row.getObject(column, Long.class);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** Rows behind a number that are to be told, in the order of their numbers. */
    String selectBehind() {
        return "select * from %s where number > ? and %s order by number limit ?"
                .formatted(table, told);
    }
}

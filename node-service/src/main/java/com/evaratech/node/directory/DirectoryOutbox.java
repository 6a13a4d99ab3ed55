package com.evaratech.node.directory;

import com.evaratech.common.directory.ApiKeyEntry;
import com.evaratech.common.directory.CalibrationEntry;
import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.CustomerEntry;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.MaintenanceEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.directory.follow.DirectoryKind;
import com.evaratech.common.outbox.OutboxAppend;
import com.evaratech.common.outbox.OutboxChange;
import com.evaratech.common.trace.Traceparent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Tells the other services of a change, in the transaction of that change. Always its last
 * statement: until the commit, every other change waits for it.
 */
@ApplicationScoped
public class DirectoryOutbox {

    static final String SCHEMA = "registry";

    private static final OutboxAppend APPEND = new OutboxAppend(SCHEMA);

    /** What a person may do now. */
    @WithTransaction
    public Uni<Void> tell(String subject, Profile profile) {
        return append(change(subject, profile));
    }

    /** What a person may do now, and API keys of theirs that went with what they may no more. */
    @WithTransaction
    public Uni<Void> tell(String subject, Profile profile, List<String> goneKeys) {
        return append(with(goneKeys, change(subject, profile)));
    }

    /** A person who is nobody here any more, and API keys of theirs that went with them. */
    @WithTransaction
    public Uni<Void> tellProfileGone(String subject, List<String> goneKeys) {
        return append(with(goneKeys, gone(DirectoryKinds.PROFILE, subject)));
    }

    private static List<OutboxChange> with(List<String> goneKeys, OutboxChange change) {
        return Stream.concat(
                        goneKeys.stream().map(key -> gone(DirectoryKinds.API_KEY, key)),
                        Stream.of(change))
                .toList();
    }

    /** A community as it is now. */
    @WithTransaction
    public Uni<Void> tell(CommunityEntry community) {
        return append(change(community));
    }

    /**
     * A community that is no more.
     *
     * @param windows its maintenance windows, which went with it
     */
    @WithTransaction
    public Uni<Void> tellCommunityGone(UUID id, List<UUID> windows) {
        var changes = new ArrayList<OutboxChange>();
        windows.forEach(window -> changes.add(gone(DirectoryKinds.MAINTENANCE, window.toString())));
        changes.add(gone(DirectoryKinds.COMMUNITY, id.toString()));
        return append(changes);
    }

    /** A customer as it is now. */
    @WithTransaction
    public Uni<Void> tell(CustomerEntry customer) {
        return append(change(customer));
    }

    /** A customer that is no more. */
    @WithTransaction
    public Uni<Void> tellCustomerGone(UUID id) {
        return append(gone(DirectoryKinds.CUSTOMER, id.toString()));
    }

    /** A live API key. */
    @WithTransaction
    public Uni<Void> tell(ApiKeyEntry key) {
        return append(change(key));
    }

    /** An API key that was revoked. */
    @WithTransaction
    public Uni<Void> tellApiKeyGone(String id) {
        return append(gone(DirectoryKinds.API_KEY, id));
    }

    /** A node as it is now. */
    @WithTransaction
    public Uni<Void> tell(NodeEntry node) {
        return append(change(node));
    }

    /**
     * A node that is no more, and with it all that was told of it.
     *
     * @param deviceKeys ids of its keys that are not revoked
     * @param windows its maintenance windows
     */
    @WithTransaction
    public Uni<Void> tellNodeGone(UUID id, List<String> deviceKeys, List<UUID> windows) {
        var changes = new ArrayList<OutboxChange>();
        deviceKeys.forEach(key -> changes.add(gone(DirectoryKinds.DEVICE_KEY, key)));
        windows.forEach(window -> changes.add(gone(DirectoryKinds.MAINTENANCE, window.toString())));
        for (var kind :
                List.of(
                        DirectoryKinds.CHANNEL,
                        DirectoryKinds.CALIBRATION,
                        DirectoryKinds.STATUS,
                        DirectoryKinds.NODE)) {
            changes.add(gone(kind, id.toString()));
        }
        return append(changes);
    }

    /** The channel of a node as it is now. */
    @WithTransaction
    public Uni<Void> tell(ChannelEntry channel) {
        return append(change(channel));
    }

    /** A node that has no channel any more. */
    @WithTransaction
    public Uni<Void> tellChannelGone(UUID nodeId) {
        return append(gone(DirectoryKinds.CHANNEL, nodeId.toString()));
    }

    /** A live device key. */
    @WithTransaction
    public Uni<Void> tell(DeviceKeyEntry key) {
        return append(change(key));
    }

    /** A device key that was revoked. */
    @WithTransaction
    public Uni<Void> tellDeviceKeyGone(String id) {
        return append(gone(DirectoryKinds.DEVICE_KEY, id));
    }

    /** How readings of a node are corrected now. */
    @WithTransaction
    public Uni<Void> tell(CalibrationEntry calibrations) {
        return append(change(calibrations));
    }

    /** A node whose readings are corrected no more. */
    @WithTransaction
    public Uni<Void> tellCalibrationsGone(UUID nodeId) {
        return append(gone(DirectoryKinds.CALIBRATION, nodeId.toString()));
    }

    /** A maintenance window as it is now. */
    @WithTransaction
    public Uni<Void> tell(MaintenanceEntry window) {
        return append(change(window));
    }

    /** A maintenance window that was called off. */
    @WithTransaction
    public Uni<Void> tellMaintenanceGone(UUID id) {
        return append(gone(DirectoryKinds.MAINTENANCE, id.toString()));
    }

    /** What a person may do now, for code that speaks JDBC. */
    public void tell(Connection connection, String subject, Profile profile) throws SQLException {
        APPEND.append(connection, List.of(change(subject, profile)));
    }

    /** Nodes as they are now, written out for {@link #tell(Connection, List)}. */
    public List<OutboxChange> changes(List<NodeEntry> nodes) {
        return nodes.stream().map(DirectoryOutbox::change).toList();
    }

    /** What was written out before, for code that speaks JDBC. */
    public void tell(Connection connection, List<OutboxChange> changes) throws SQLException {
        APPEND.append(connection, changes);
    }

    /** Channels as they are now, for code that speaks JDBC. */
    public void tellChannels(Connection connection, List<ChannelEntry> channels)
            throws SQLException {
        APPEND.append(connection, channels.stream().map(DirectoryOutbox::change).toList());
    }

    /** How nodes are now, for code that speaks JDBC. */
    public void tellStatuses(Connection connection, List<StatusEntry> statuses)
            throws SQLException {
        APPEND.append(connection, statuses.stream().map(DirectoryOutbox::change).toList());
    }

    static OutboxChange change(String subject, Profile profile) {
        return new OutboxChange(DirectoryKinds.PROFILE.name(), subject, profile.toJson());
    }

    static OutboxChange change(CommunityEntry community) {
        return new OutboxChange(
                DirectoryKinds.COMMUNITY.name(), community.id().toString(), community.toJson());
    }

    static OutboxChange change(NodeEntry node) {
        return new OutboxChange(DirectoryKinds.NODE.name(), node.id().toString(), node.toJson());
    }

    static OutboxChange change(ChannelEntry channel) {
        return new OutboxChange(
                DirectoryKinds.CHANNEL.name(), channel.nodeId().toString(), channel.toJson());
    }

    static OutboxChange change(DeviceKeyEntry key) {
        return new OutboxChange(DirectoryKinds.DEVICE_KEY.name(), key.id(), key.toJson());
    }

    static OutboxChange change(CustomerEntry customer) {
        return new OutboxChange(
                DirectoryKinds.CUSTOMER.name(), customer.id().toString(), customer.toJson());
    }

    static OutboxChange change(ApiKeyEntry key) {
        return new OutboxChange(DirectoryKinds.API_KEY.name(), key.id(), key.toJson());
    }

    static OutboxChange change(CalibrationEntry calibrations) {
        return new OutboxChange(
                DirectoryKinds.CALIBRATION.name(),
                calibrations.nodeId().toString(),
                calibrations.toJson());
    }

    static OutboxChange change(MaintenanceEntry window) {
        return new OutboxChange(
                DirectoryKinds.MAINTENANCE.name(), window.id().toString(), window.toJson());
    }

    static OutboxChange change(StatusEntry status) {
        return new OutboxChange(
                DirectoryKinds.STATUS.name(), status.nodeId().toString(), status.toJson());
    }

    private static OutboxChange gone(DirectoryKind<?, ?> kind, String key) {
        return new OutboxChange(kind.name(), key, null);
    }

    private static Uni<Void> append(OutboxChange change) {
        return append(List.of(change));
    }

    private static Uni<Void> append(List<OutboxChange> changes) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(APPEND.sql(), Long.class)
                                .setParameter(OutboxAppend.EVENTS, OutboxAppend.events(changes))
                                .setParameter(OutboxAppend.TRACEPARENT, Traceparent.current())
                                .getSingleResult())
                .replaceWithVoid();
    }
}

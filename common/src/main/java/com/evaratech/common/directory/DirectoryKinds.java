package com.evaratech.common.directory;

import com.evaratech.common.access.Placement;
import com.evaratech.common.directory.follow.DirectoryKind;
import com.evaratech.common.reading.normalise.FieldMapping;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The kinds of things that the directory tells of. */
public final class DirectoryKinds {

    /** Profiles by token subject. */
    public static final DirectoryKind<String, Profile> PROFILE =
            new DirectoryKind<>(
                    "profile", Function.identity(), (subject, json) -> Profile.fromJson(json));

    /** Communities by id. */
    public static final DirectoryKind<UUID, CommunityEntry> COMMUNITY =
            new DirectoryKind<>("community", UUID::fromString, CommunityEntry::fromJson);

    /** Nodes by id. */
    public static final DirectoryKind<UUID, NodeEntry> NODE =
            new DirectoryKind<>("node", UUID::fromString, DirectoryKinds::node);

    /** ThingSpeak channels by the node that they feed. */
    public static final DirectoryKind<UUID, ChannelEntry> CHANNEL =
            new DirectoryKind<>("channel", UUID::fromString, DirectoryKinds::channel);

    /** Device keys by their id. */
    public static final DirectoryKind<String, DeviceKeyEntry> DEVICE_KEY =
            new DirectoryKind<>("device_key", Function.identity(), DeviceKeyEntry::fromJson);

    /** Customers by id. */
    public static final DirectoryKind<UUID, CustomerEntry> CUSTOMER =
            new DirectoryKind<>("customer", UUID::fromString, CustomerEntry::fromJson);

    /** API keys by their id. */
    public static final DirectoryKind<String, ApiKeyEntry> API_KEY =
            new DirectoryKind<>("api_key", Function.identity(), ApiKeyEntry::fromJson);

    /** How readings are corrected, by the node that they are of. */
    public static final DirectoryKind<UUID, CalibrationEntry> CALIBRATION =
            new DirectoryKind<>("calibration", UUID::fromString, CalibrationEntry::fromJson);

    /** Maintenance windows by id. */
    public static final DirectoryKind<UUID, MaintenanceEntry> MAINTENANCE =
            new DirectoryKind<>("maintenance", UUID::fromString, MaintenanceEntry::fromJson);

    /** How nodes are, by the node; one that has none has never reported. */
    public static final DirectoryKind<UUID, StatusEntry> STATUS =
            new DirectoryKind<>("status", UUID::fromString, StatusEntry::fromJson);

    /** All of them. */
    public static final List<DirectoryKind<?, ?>> ALL =
            List.of(
                    PROFILE,
                    COMMUNITY,
                    NODE,
                    CHANNEL,
                    DEVICE_KEY,
                    CUSTOMER,
                    API_KEY,
                    CALIBRATION,
                    MAINTENANCE,
                    STATUS);

    // Hundreds of nodes share a place, devices of one make what their fields mean, and all a few
    // codes: one copy of each is kept, which halves the memory of a large fleet.
    private static final int MOST_SHARED = 10_000;
    private static final Map<Placement, Placement> PLACEMENTS = new ConcurrentHashMap<>();
    private static final Map<List<String>, List<String>> TAGS = new ConcurrentHashMap<>();
    private static final Map<ZoneId, ZoneId> ZONES = new ConcurrentHashMap<>();
    private static final Map<List<FieldMapping>, List<FieldMapping>> FIELDS =
            new ConcurrentHashMap<>();

    private DirectoryKinds() {}

    private static NodeEntry node(UUID id, String json) {
        NodeEntry read = NodeEntry.fromJson(id, json);
        return new NodeEntry(
                read.version(),
                id,
                read.number(),
                read.kind().intern(),
                read.category().intern(),
                shared(PLACEMENTS, read.placement()),
                shared(TAGS, read.tags()),
                shared(ZONES, read.timeZone()),
                read.registeredAt());
    }

    private static ChannelEntry channel(UUID nodeId, String json) {
        ChannelEntry read = ChannelEntry.fromJson(nodeId, json);
        return new ChannelEntry(
                read.version(),
                nodeId,
                read.channelId(),
                read.sealedReadApiKey(),
                read.intervalSeconds(),
                shared(FIELDS, read.fields()));
    }

    /** The copy that is kept; when there are too many, sharing begins anew. */
    private static <T> T shared(Map<T, T> copies, T one) {
        if (copies.size() >= MOST_SHARED) {
            copies.clear();
        }
        return copies.computeIfAbsent(one, Function.identity());
    }
}

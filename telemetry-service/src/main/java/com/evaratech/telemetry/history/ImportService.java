package com.evaratech.telemetry.history;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.common.audit.AuditAppend;
import com.evaratech.common.audit.AuditCause;
import com.evaratech.common.audit.AuditRow;
import com.evaratech.common.directory.ChannelEntry;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.reading.normalise.FieldMapping;
import com.evaratech.common.sql.Transaction;
import com.evaratech.telemetry.TelemetryException.BodyTooLarge;
import com.evaratech.telemetry.TelemetryException.ImportMoved;
import com.evaratech.telemetry.TelemetryException.ImportNotFound;
import com.evaratech.telemetry.TelemetryException.ImportsFull;
import com.evaratech.telemetry.TelemetryException.NodeNotFound;
import com.evaratech.telemetry.TelemetryException.TooManyImports;
import com.evaratech.telemetry.aside.AsideDatabase;
import com.evaratech.telemetry.history.ImportRepository.Place;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do with imports in their scope; blocks. */
@Singleton
class ImportService {

    /** Of a file, as it is kept. */
    static final int PIECE_BYTES = 256 << 10;

    private static final long MOST_BYTES = 1L << 30;
    private static final int MOST_UNFINISHED = 3;
    private static final AuditAppend AUDIT = new AuditAppend("telemetry");

    private final AsideDatabase database;
    private final Directory directory;
    private final ObjectMapper json;
    private final ImportConfig config;

    ImportService(
            AsideDatabase database, Directory directory, ObjectMapper json, ImportConfig config) {
        this.database = database;
        this.directory = directory;
        this.json = json;
        this.config = config;
    }

    /** Who does it, and by which request. */
    record Actor(Caller caller, AuditCause cause) {}

    /**
     * Begins an import, whose file is to come.
     *
     * @throws TooManyImports when the community has enough of them that are not finished
     * @throws ImportsFull when the files of all communities leave no room for another
     */
    HistoryImport add(Actor actor, ImportWish wish) throws SQLException {
        ImportFormat format = wish.checked();
        @Nullable UUID nodeId = wish.nodeId();
        Optional<NodeEntry> node =
                nodeId == null ? Optional.empty() : Optional.of(node(actor, nodeId));
        Place place = node.map(ImportService::placeOf).orElseGet(() -> community(actor, wish));
        List<FieldMapping> fields =
                format == ImportFormat.THINGSPEAK ? fields(node.orElseThrow(), wish) : List.of();
        var meaning =
                new Meaning(
                        fields,
                        wish.nodeNames(),
                        wish.metricNames(),
                        wish.zone().orElse(ZoneOffset.UTC));
        return Transaction.of(
                database,
                connection -> {
                    if (ImportRepository.countUnfinished(connection, place.communityId())
                            >= MOST_UNFINISHED) {
                        throw new TooManyImports(MOST_UNFINISHED);
                    }
                    requireRoom(connection, 1);
                    HistoryImport added =
                            ImportRepository.add(
                                    connection, format, place, meaning, actor.caller().subject());
                    audit(connection, actor, "added", null, added);
                    return added;
                });
    }

    HistoryImport find(Caller caller, UUID id) throws SQLException {
        try (var connection = database.getConnection()) {
            return find(connection, caller, id);
        }
    }

    Page<HistoryImport> list(Caller caller, PageRequest page) throws SQLException {
        try (var connection = database.getConnection()) {
            return ImportRepository.list(connection, caller.scope(), page);
        }
    }

    Page<ImportError> errors(Caller caller, UUID id, PageRequest page) throws SQLException {
        try (var connection = database.getConnection()) {
            HistoryImport found = find(connection, caller, id);
            return ImportRepository.errors(connection, found.number(), page);
        }
    }

    /**
     * Takes a part of the file: piece by piece while it comes, so that what came before it broke
     * off stays.
     *
     * @param offset bytes of the file in front of it
     * @param isLast whether the file ends with it
     * @throws ImportMoved when another part is awaited, or none
     * @throws ImportsFull when the files of all communities leave no room for more; the pieces
     *     before stay
     */
    HistoryImport append(Caller caller, UUID id, long offset, InputStream body, boolean isLast)
            throws SQLException {
        HistoryImport before = find(caller, id);
        require(before.state() == ImportState.RECEIVING && before.received() == offset, before);
        long at = offset;
        byte[] piece = next(body);
        while (piece.length > 0) {
            if (at + piece.length > MOST_BYTES) {
                throw new BodyTooLarge(MOST_BYTES);
            }
            try (var connection = database.getConnection()) {
                requireRoom(connection, piece.length);
                require(ImportRepository.append(connection, before.number(), at, piece), before);
            }
            at += piece.length;
            piece = next(body);
        }
        if (isLast) {
            try (var connection = database.getConnection()) {
                require(ImportRepository.complete(connection, before.number(), at), before);
            }
        }
        return find(caller, id);
    }

    /** Ends it; what is stored stays. */
    HistoryImport cancel(Actor actor, UUID id) throws SQLException {
        return Transaction.of(
                database,
                connection -> {
                    HistoryImport before = find(connection, actor.caller(), id);
                    if (ImportRepository.cancel(connection, before.number())) {
                        HistoryImport after = find(connection, actor.caller(), id);
                        audit(connection, actor, "changed", before, after);
                        return after;
                    }
                    return before;
                });
    }

    private static byte[] next(InputStream body) {
        try {
            return body.readNBytes(PIECE_BYTES);
        } catch (IOException brokeOff) {
            throw new InvalidRequest(
                    FieldError.missing("body", "a whole body; what came of it is kept"));
        }
    }

    /** Several who send at the same time may go beyond it by a piece each. */
    private void requireRoom(Connection connection, long bytes) throws SQLException {
        if (ImportRepository.keptBytes(connection) + bytes > config.keptBytes()) {
            throw new ImportsFull(config.keptBytes());
        }
    }

    private static void require(boolean isAwaited, HistoryImport found) {
        if (!isAwaited) {
            throw new ImportMoved(found.id());
        }
    }

    private static HistoryImport find(Connection connection, Caller caller, UUID id)
            throws SQLException {
        return ImportRepository.find(connection, caller.scope(), id)
                .orElseThrow(() -> new ImportNotFound(id));
    }

    private NodeEntry node(Actor actor, UUID id) {
        return directory
                .node(id)
                .await()
                .indefinitely()
                .filter(node -> actor.caller().scope().covers(node.placement()))
                .orElseThrow(() -> new NodeNotFound(id));
    }

    private static Place placeOf(NodeEntry node) {
        Placement place = node.placement();
        return new Place(place.distributorId(), place.communityId(), place.customerId(), node.id());
    }

    private Place community(Actor actor, ImportWish wish) {
        @Nullable UUID id = wish.communityId();
        Optional<CommunityEntry> found =
                id == null ? Optional.empty() : directory.community(id).await().indefinitely();
        return found.map(
                        community -> new Placement(community.distributorId(), community.id(), null))
                .filter(place -> actor.caller().scope().covers(place))
                .map(place -> new Place(place.distributorId(), place.communityId(), null, null))
                .orElseThrow(() ->
                        new InvalidRequest(
                                FieldError.of("community_id", id, "a community of yours")));
    }

    private List<FieldMapping> fields(NodeEntry node, ImportWish wish) {
        return wish.mappings(Kind.valueOf(node.kind()))
                .or(() ->
                        directory
                                .channel(node.id())
                                .await()
                                .indefinitely()
                                .map(ChannelEntry::fields))
                .orElseThrow(() ->
                        new InvalidRequest(
                                FieldError.missing(
                                        "fields",
                                        "what the channel's fields mean: the node has no channel that tells")));
    }

    private void audit(
            Connection connection,
            Actor actor,
            String action,
            @Nullable HistoryImport before,
            HistoryImport after)
            throws SQLException {
        AUDIT.append(
                connection,
                new AuditRow(
                        actor.caller().subject(),
                        action,
                        "history_import",
                        after.id().toString(),
                        text(before),
                        text(after),
                        after.tenant(),
                        actor.cause()));
    }

    private @Nullable String text(@Nullable HistoryImport shown) {
        try {
            return shown == null ? null : json.writeValueAsString(shown);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form of an import", e);
        }
    }
}

package com.evaratech.common.directory;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer as other services need it.
 *
 * @param version rises with every change of this customer
 * @param id the customer
 * @param communityId the community that it belongs to
 * @param distributorId the community's distributor
 * @param visibleHistoryDays how far back its plan lets it see readings; {@code null} for all of
 *     them
 */
public record CustomerEntry(
        long version,
        UUID id,
        UUID communityId,
        UUID distributorId,
        @Nullable Integer visibleHistoryDays) {

    /** The form in the snapshot. */
    public String toJson() {
        return new JsonObject()
                .put("version", version)
                .put("community_id", communityId.toString())
                .put("distributor_id", distributorId.toString())
                .put("visible_history_days", visibleHistoryDays)
                .encode();
    }

    /**
     * Reads the form in the snapshot.
     *
     * @throws DecodeException when it is not one
     */
    public static CustomerEntry fromJson(UUID id, String json) {
        JsonObject entry = new JsonObject(json);
        @Nullable Long days = JsonFields.optionalNumber(entry, "visible_history_days");
        return new CustomerEntry(
                JsonFields.number(entry, "version"),
                id,
                JsonFields.id(entry, "community_id"),
                JsonFields.id(entry, "distributor_id"),
                days == null ? null : Math.toIntExact(days));
    }
}

package com.evaratech.local.thingspeak.replay;

import com.evaratech.local.thingspeak.channels.ChannelInfo;
import com.evaratech.local.thingspeak.channels.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A recorded channel.
 *
 * @param info the channel
 * @param rows its rows in the recording's order, which decides among equal times
 * @param lastEntryId what the channel called its last entry; 0 when it was empty
 * @param updatedAt when the channel was last changed by its own account; a CSV export does not tell
 */
record Recording(ChannelInfo info, List<Row> rows, long lastEntryId, Optional<Instant> updatedAt) {}

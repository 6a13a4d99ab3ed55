package com.evaratech.local.thingspeak.protocol;

import java.time.Duration;

/**
 * The terms of service of the stand-in.
 *
 * @param userKey the account's key, which may clear channels
 * @param writePause how long a channel must rest between writes; 15 s for free accounts, 1 s for
 *     paid ones
 * @param mostBulkMessages rows of one bulk write at most; 960 for free accounts, 14,400 for paid
 *     ones
 * @param csvTimes the form of times in CSV answers
 */
public record ProtocolOptions(
        String userKey, Duration writePause, int mostBulkMessages, CsvTimes csvTimes) {
    /** Those of a free account. */
    public static final ProtocolOptions FREE =
            new ProtocolOptions("STANDINUSERKEY00", Duration.ofSeconds(15), 960, CsvTimes.OFFSET);
}

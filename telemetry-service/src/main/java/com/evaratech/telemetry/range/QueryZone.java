package com.evaratech.telemetry.range;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Optional;

/** A time zone as a query parameter says it. */
public final class QueryZone {

    /** What is allowed, as a phrase. */
    public static final String ALLOWED = "an IANA time zone such as Asia/Kolkata";

    private static final int QUARTER_SECONDS = 900;

    private QueryZone() {}

    /** The zone in a text, if it is one whose days are made of whole quarters of an hour. */
    public static Optional<ZoneId> parse(String text) {
        try {
            return Optional.of(ZoneId.of(text)).filter(zone -> isEven(zone.getRules()));
        } catch (DateTimeException notAZone) {
            return Optional.empty();
        }
    }

    /** All that have a name are, since 1972. */
    private static boolean isEven(ZoneRules rules) {
        return !rules.isFixedOffset()
                || rules.getOffset(Instant.EPOCH).getTotalSeconds() % QUARTER_SECONDS == 0;
    }
}

package com.evaratech.local.launcher.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * When there is enough.
 *
 * @param count messages to be seen; empty for no end
 * @param until a message to be seen; empty for none
 */
public record Goal(OptionalLong count, Optional<Until> until) {

    /** What a message has to be to be the last one. */
    public enum Until {
        /** Any reading. */
        READING,
        /** An alert that opened. */
        ALERT,
        /** An alert that is over. */
        RESOLVED;

        /** All of them, as they are written. */
        public static final String CODES =
                Arrays.stream(values()).map(Until::code).collect(Collectors.joining(", "));

        /** The one that is written so. */
        public static Optional<Until> ofCode(String code) {
            return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
        }

        private String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean isMetBy(JsonNode message) {
            String type = message.path("type").asText();
            String event = message.path("event").asText();
            return switch (this) {
                case READING -> type.equals("reading");
                case ALERT -> type.equals("alert") && event.equals("opened");
                case RESOLVED -> type.equals("alert") && event.equals("resolved");
            };
        }
    }

    /** Whether there is one at all. */
    boolean isSet() {
        return count.isPresent() || until.isPresent();
    }

    /**
     * Whether it is reached.
     *
     * @param seen messages with this one
     */
    boolean isReachedBy(JsonNode message, long seen) {
        return until.map(each -> each.isMetBy(message)).orElse(false)
                || (count.isPresent() && seen >= count.getAsLong());
    }
}

package com.evaratech.common.precondition;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a caller has seen of the thing it changes, from the header {@code If-Match} (RFC 9110
 * §13.1.1).
 */
public sealed interface IfMatch {

    /** The header's name. */
    String HEADER = "If-Match";

    /**
     * Reads the header, {@code null} when it is not there.
     *
     * @throws InvalidRequest when it is not of the form
     */
    static IfMatch of(@Nullable String header) {
        if (header == null) {
            return new NotGiven();
        }
        String text = header.strip();
        if (text.equals("*")) {
            return new Any();
        }
        if (!Tags.LIST.matcher(text).matches()) {
            throw new InvalidRequest(
                    FieldError.of(
                            HEADER, header, "an ETag as it was answered, for instance \"3\""));
        }
        return new Tags(
                Tags.TAG
                        .matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Lets a change of something that exists through.
     *
     * @param currentTag its ETag, without the quotes
     * @throws PreconditionRefused 428 when the caller does not say what it has seen, 412 when that
     *     has been changed since
     */
    void checkChange(String currentTag);

    /**
     * Lets the making of something new through.
     *
     * @throws PreconditionRefused 412 when the caller believes that it exists
     */
    void checkCreation();

    /**
     * Lets the removal of something through: who does not say what it has seen wants it gone as it
     * is.
     *
     * @param currentTag its ETag, without the quotes
     * @throws PreconditionRefused 412 when it has been changed since
     */
    default void checkRemoval(String currentTag) {
        checkChange(currentTag);
    }

    /** The caller does not say. */
    record NotGiven() implements IfMatch {

        @Override
        public void checkChange(String currentTag) {
            throw PreconditionRefused.missing();
        }

        @Override
        public void checkRemoval(String currentTag) {}

        @Override
        public void checkCreation() {}
    }

    /** The caller has seen that it exists, and wants no more than that. */
    record Any() implements IfMatch {

        @Override
        public void checkChange(String currentTag) {}

        @Override
        public void checkCreation() {
            throw PreconditionRefused.absent();
        }
    }

    /**
     * The caller has seen one of these versions.
     *
     * @param tags as they were sent: a weak one is equal to none
     */
    record Tags(Set<String> tags) implements IfMatch {

        // RFC 9110 §8.8.3: no control characters and no quotes inside.
        private static final String ONE = "(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"";
        private static final Pattern TAG = Pattern.compile(ONE);
        private static final Pattern LIST = Pattern.compile(ONE + "(?:\\s*,\\s*" + ONE + ")*");

        /** Copies the tags. */
        public Tags {
            tags = Set.copyOf(tags);
        }

        @Override
        public void checkChange(String currentTag) {
            if (!tags.contains("\"" + currentTag + "\"")) {
                throw PreconditionRefused.stale(currentTag);
            }
        }

        @Override
        public void checkCreation() {
            throw PreconditionRefused.absent();
        }
    }
}

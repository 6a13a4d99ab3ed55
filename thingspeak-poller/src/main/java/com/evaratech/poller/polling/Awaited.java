package com.evaratech.poller.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Numbers that the cursor has passed although no row of them was shown. Rows of a channel need not
 * become visible in the order of their numbers: what is not there yet may be a moment later. No
 * number is given up before it was waited for.
 *
 * @param groups in the order in which they were passed
 */
record Awaited(List<Group> groups) {

    static final Awaited NONE = new Awaited(List.of());

    // The host's caches keep an answer for five minutes.
    /** How long a row may take until it is shown. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Pattern GROUP = Pattern.compile("(\\d+)(\\{[^}]*})");

    /**
     * Numbers that were passed by the same poll.
     *
     * @param since when, to the second
     */
    record Group(Instant since, Missing numbers) {}

    Awaited {
        groups = groups.stream().filter(group -> !group.numbers().isEmpty()).toList();
    }

    /** Reads what {@link #text} wrote. */
    static Awaited parse(String text) {
        return text.isEmpty()
                ? NONE
                : new Awaited(
                        GROUP.matcher(text)
                                .results()
                                .map(found ->
                                        new Group(
                                                Instant.ofEpochSecond(
                                                        Long.parseLong(found.group(1))),
                                                Missing.parse(found.group(2))))
                                .toList());
    }

    /** As the database keeps it. */
    String text() {
        return isEmpty()
                ? ""
                : groups.stream()
                        .map(group -> group.since().getEpochSecond() + group.numbers().text())
                        .collect(Collectors.joining());
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    boolean contains(long number) {
        return groups.stream().anyMatch(group -> group.numbers().contains(number));
    }

    /** The lowest of them; there must be one. */
    long lowest() {
        return groups.stream()
                .mapToLong(group -> group.numbers().ranges().getFirst().first())
                .min()
                .orElseThrow();
    }

    /** These and others, none of which is here. */
    Awaited plus(Instant since, Missing numbers) {
        if (numbers.isEmpty()) {
            return this;
        }
        List<Group> all = new ArrayList<>(groups);
        all.add(new Group(Instant.ofEpochSecond(since.getEpochSecond()), numbers));
        return new Awaited(all);
    }

    /** Without those that were shown. */
    Awaited without(Collection<Long> shown) {
        return isEmpty()
                ? this
                : new Awaited(
                        groups.stream()
                                .map(group ->
                                        new Group(group.since(), group.numbers().without(shown)))
                                .toList());
    }

    /** Those that were waited for long enough. */
    Missing due(Instant now) {
        return groups.stream()
                .filter(group -> isDue(group, now))
                .map(Group::numbers)
                .reduce(Missing.NONE, Missing::with);
    }

    /** The others. */
    Awaited notDue(Instant now) {
        return new Awaited(groups.stream().filter(group -> !isDue(group, now)).toList());
    }

    private static boolean isDue(Group group, Instant now) {
        return !now.isBefore(group.since().plus(PATIENCE));
    }
}

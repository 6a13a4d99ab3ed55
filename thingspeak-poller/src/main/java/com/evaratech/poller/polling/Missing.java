package com.evaratech.poller.polling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Numbers of rows that are still to be read.
 *
 * @param ranges in rising order, apart from one another
 */
record Missing(List<Range> ranges) {

    static final Missing NONE = new Missing(List.of());

    private static final Pattern RANGE = Pattern.compile("\\[(\\d+),(\\d+)\\)");

    /**
     * Numbers that follow one another.
     *
     * @param first the lowest
     * @param last the highest
     */
    record Range(long first, long last) {

        Range {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException("no range: %d to %d".formatted(first, last));
            }
        }

        boolean holds(long number) {
            return number >= first && number <= last;
        }
    }

    Missing {
        ranges = List.copyOf(ranges);
    }

    /** All numbers of a span but some; none when it is empty. */
    static Missing between(long first, long last, Collection<Long> read) {
        return last < first ? NONE : new Missing(List.of(new Range(first, last))).without(read);
    }

    /** Reads what the database writes: {@code {[1,4),[7,8)}}. */
    static Missing parse(String multirange) {
        return new Missing(
                RANGE.matcher(multirange)
                        .results()
                        .map(found ->
                                new Range(
                                        Long.parseLong(found.group(1)),
                                        Long.parseLong(found.group(2)) - 1))
                        .toList());
    }

    /** As the database reads it. */
    String text() {
        return isEmpty()
                ? "{}"
                : ranges.stream()
                        .map(range -> "[%d,%d)".formatted(range.first(), range.last() + 1))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** How many numbers there are. */
    long count() {
        return ranges.stream().mapToLong(range -> range.last() - range.first() + 1).sum();
    }

    /** The ranges with the highest numbers: the newest rows, by arrival. */
    Range newest() {
        return ranges.getLast();
    }

    boolean contains(long number) {
        return ranges.stream().anyMatch(range -> range.holds(number));
    }

    /** These and others, all of which are higher. */
    Missing plus(Missing higher) {
        List<Range> all = new ArrayList<>(ranges);
        all.addAll(higher.ranges);
        return new Missing(all);
    }

    /** Those that are here or there. */
    Missing with(Missing other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        List<Range> all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        all.sort(Comparator.comparingLong(Range::first));
        List<Range> joined = new ArrayList<>();
        for (Range next : all) {
            if (!joined.isEmpty() && next.first() <= joined.getLast().last() + 1) {
                Range before = joined.removeLast();
                joined.add(new Range(before.first(), Math.max(before.last(), next.last())));
            } else {
                joined.add(next);
            }
        }
        return new Missing(joined);
    }

    /** Those that are not lower than a number. */
    Missing from(long number) {
        return number > 1 ? without(new Range(1, number - 1)) : this;
    }

    /** Without a range. */
    Missing without(Range read) {
        List<Range> left = new ArrayList<>();
        for (Range range : ranges) {
            if (range.first() < read.first()) {
                left.add(new Range(range.first(), Math.min(range.last(), read.first() - 1)));
            }
            if (range.last() > read.last()) {
                left.add(new Range(Math.max(range.first(), read.last() + 1), range.last()));
            }
        }
        return new Missing(left);
    }

    /** Without single numbers. */
    Missing without(Collection<Long> read) {
        var sorted = new TreeSet<>(read);
        List<Range> left = new ArrayList<>();
        for (Range range : ranges) {
            long from = range.first();
            for (long number : sorted.subSet(range.first(), true, range.last(), true)) {
                if (number > from) {
                    left.add(new Range(from, number - 1));
                }
                from = number + 1;
            }
            if (from <= range.last()) {
                left.add(new Range(from, range.last()));
            }
        }
        return new Missing(left);
    }
}

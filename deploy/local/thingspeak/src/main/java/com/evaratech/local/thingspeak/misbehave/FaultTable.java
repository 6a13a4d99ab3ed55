package com.evaratech.local.thingspeak.misbehave;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The faults in force; the one told last is asked first. Thread-safe; the draws depend on the seed
 * alone.
 */
public final class FaultTable {
    /** For a rule that lasts until it is removed. */
    public static final int FOR_EVER = Integer.MAX_VALUE;

    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final Random random;

    public FaultTable(long seed) {
        this.random = new Random(seed);
    }

    /** Spoils the next requests to this channel. Returns the rule's number. */
    public long next(long channel, int times, Fault fault) {
        return add(Optional.of(channel), fault, 1, times);
    }

    /** Spoils the next requests, whatever they address. Returns the rule's number. */
    public long next(int times, Fault fault) {
        return add(Optional.empty(), fault, 1, times);
    }

    /**
     * Spoils requests by chance, to one channel or to all, until removed. Returns the rule's
     * number.
     */
    public long byChance(Optional<Long> channel, double probability, Fault fault) {
        return add(channel, fault, probability, FOR_EVER);
    }

    long add(Optional<Long> channel, Fault fault, double probability, int times) {
        FaultRule rule = new FaultRule(ids.incrementAndGet(), channel, fault, probability, times);
        rules.addFirst(rule);
        return rule.id();
    }

    /** The fault that strikes a request to this channel, if any. */
    public Optional<Fault> strike(Optional<Long> channel) {
        for (FaultRule rule : rules) {
            if (rule.strikes(channel, random.nextDouble())) {
                return Optional.of(rule.fault());
            }
        }
        return Optional.empty();
    }

    List<FaultRule> rules() {
        return rules.stream().filter(rule -> rule.left() > 0).toList();
    }

    /** Removes one rule; false when there is none of this number. */
    public boolean remove(long id) {
        return rules.removeIf(rule -> rule.id() == id);
    }

    /** Removes all rules. */
    public void clear() {
        rules.clear();
    }
}

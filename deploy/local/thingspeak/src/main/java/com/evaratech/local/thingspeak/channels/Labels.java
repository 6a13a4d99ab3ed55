package com.evaratech.local.thingspeak.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of a channel's fields. A row shows only the fields that have one, so numbers may have
 * gaps (field1 and field4 only); a channel without any label shows rows of time and entry number
 * alone.
 */
public final class Labels {
    private final SortedMap<Slot, String> bySlot;
    private final List<Slot> slots;

    private Labels(SortedMap<Slot, String> bySlot) {
        this.bySlot = bySlot;
        this.slots = List.copyOf(bySlot.keySet());
    }

    /** Labels of fields 1, 2, … in order; a null or blank one leaves its field unlabelled. */
    public static Labels of(@Nullable String... labels) {
        SortedMap<Slot, String> bySlot = new TreeMap<>();
        for (int i = 0; i < labels.length; i++) {
            String label = labels[i];
            if (label != null && !label.isBlank()) {
                bySlot.put(Slot.field(i + 1), label);
            }
        }
        return new Labels(bySlot);
    }

    /** The labelled fields, ascending. */
    public List<Slot> slots() {
        return slots;
    }

    /** The label of this field, or null. */
    public @Nullable String get(Slot slot) {
        return bySlot.get(slot);
    }

    /** The label texts in the order of {@link #slots()}. */
    public List<String> texts() {
        return new ArrayList<>(bySlot.values());
    }
}

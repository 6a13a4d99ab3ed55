package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.consume.Batch.Raw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one round will do: entries read into contents, the unreadable ones as dead letters, where
 * each partition moves to, and which are held before an entry of a newer schema.
 */
final class RoundPlan<E> {

    private final EntryHandler<E> handler;
    private final int mostBytes;
    private final List<Received<E>> contents = new ArrayList<>();
    private final List<DeadLetter> dead = new ArrayList<>();
    private final Map<Owned, Owned> moves = new LinkedHashMap<>();
    private final Set<Integer> held = new TreeSet<>();
    private int bytes;
    private int entries;
    private boolean cut;

    RoundPlan(EntryHandler<E> handler, int mostBytes) {
        this.handler = handler;
        this.mostBytes = mostBytes;
    }

    /** Adds what was read of a partition, as far as the round has room for it. */
    void add(Owned owned, List<Raw> raws) {
        int count = 0;
        @Nullable StreamId last = null;
        for (Raw raw : raws) {
            if (EntryCodec.isNewerThan(handler.newestSchema(), raw.bytes())) {
                held.add(owned.partition());
                break;
            }
            if (entries > 0 && bytes + raw.bytes().length > mostBytes) {
                cut = true;
                break;
            }
            read(owned, raw);
            bytes += raw.bytes().length;
            entries++;
            count++;
            last = raw.id();
        }
        if (last != null) {
            moves.put(owned, owned.movedTo(last, count));
        }
    }

    /** Any failure of the handler to read an entry is the entry's: it was given nothing else. */
    private void read(Owned owned, Raw raw) {
        try {
            Entry entry = EntryCodec.decode(raw.bytes());
            @Nullable E content = handler.decode(entry);
            if (content != null) {
                contents.add(new Received<>(owned.partition(), raw.id(), entry, content));
            }
        } catch (RuntimeException e) {
            dead.add(new DeadLetter(owned, raw.id(), DeadLetter.Reason.UNREADABLE, e, raw.bytes()));
        }
    }

    List<Received<E>> contents() {
        return contents;
    }

    List<DeadLetter> dead() {
        return dead;
    }

    /** From where to where partitions move. */
    Map<Owned, Owned> moves() {
        return moves;
    }

    /** Partitions whose next entry is of a newer schema. */
    Set<Integer> held() {
        return held;
    }

    /** Whether it had no room for some of what was read. */
    boolean isCut() {
        return cut;
    }

    int entries() {
        return entries;
    }

    Owned ownerOf(Received<E> received) {
        return moves.keySet().stream()
                .filter(owned -> owned.partition() == received.partition())
                .findFirst()
                .orElseThrow();
    }
}

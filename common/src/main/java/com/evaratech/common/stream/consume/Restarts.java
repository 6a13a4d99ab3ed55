package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.Generation;
import com.evaratech.common.stream.StreamFunctions.Opened;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.consume.Gap.Reason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Begins partitions anew in which nothing follows the position without a gap: the bus lost them,
 * somebody trimmed too far, or nobody has read them yet. What is gone is told in the transaction
 * that moves the position.
 */
final class Restarts<E> {

    private static final Logger LOG = Logger.getLogger(Restarts.class);

    private final StreamSide bus;
    private final Ownership<E> ownership;
    private final Rounds<E> rounds;
    private final ConsumerMetrics metrics;

    Restarts(StreamSide bus, Ownership<E> ownership, Rounds<E> rounds, ConsumerMetrics metrics) {
        this.bus = bus;
        this.ownership = ownership;
        this.rounds = rounds;
        this.metrics = metrics;
    }

    /** Looks at these again, and restarts those of which it is true. */
    void restart(List<Owned> broken) throws SQLException {
        if (broken.isEmpty()) {
            return;
        }
        List<Opened> looked = bus.look(broken);
        var moves = new LinkedHashMap<Owned, Owned>();
        var gaps = new ArrayList<Gap>();
        for (int i = 0; i < broken.size(); i++) {
            Owned from = broken.get(i);
            Opened now = looked.get(i);
            boolean sameLife = from.generation().equals(now.generation());
            if (!sameLife || now.trimmed().isAfter(from.position())) {
                moves.put(from, from.restartedIn(now.generation(), now.trimmed(), now.removed()));
                gap(from, now, sameLife).ifPresent(gaps::add);
            }
        }
        if (!moves.isEmpty()) {
            rounds.restart(moves, gaps);
            ownership.moved(moves);
            gaps.forEach(this::tell);
        }
    }

    private static Optional<Gap> gap(Owned from, Opened now, boolean sameLife) {
        if (from.generation().equals(Generation.NONE)) {
            return Optional.empty();
        }
        StreamId until = sameLife ? now.trimmed() : now.generation().birth().previous();
        return Optional.of(new Gap(from, sameLife ? Reason.TRIMMED : Reason.LOST, until));
    }

    private void tell(Gap gap) {
        metrics.gap();
        LOG.errorf(
                "Entries are gone before they were read partition=%d reason=%s after=%s until=%s",
                gap.partition().partition(), gap.reason(), gap.partition().position(), gap.until());
    }
}

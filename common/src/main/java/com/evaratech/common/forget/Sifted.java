package com.evaratech.common.forget;

import com.evaratech.common.reading.Correction;
import com.evaratech.common.reading.Forget;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.stream.consume.Received;
import java.util.List;

/**
 * A round's entries by what is to be done with them, each list in the order of the round.
 *
 * @param readings of nodes that were there
 * @param rejected readings behind the deletion of their node
 * @param forgotten deletions, those that came before included
 * @param corrections of nodes that were there
 */
public record Sifted(
        List<Received<NodeReadings>> readings,
        List<Received<NodeReadings>> rejected,
        List<Received<Forget>> forgotten,
        List<Received<Correction>> corrections) {

    public Sifted {
        readings = List.copyOf(readings);
        rejected = List.copyOf(rejected);
        forgotten = List.copyOf(forgotten);
        corrections = List.copyOf(corrections);
    }
}

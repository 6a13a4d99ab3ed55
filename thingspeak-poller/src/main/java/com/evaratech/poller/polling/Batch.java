package com.evaratech.poller.polling;

import com.evaratech.poller.source.FeedRow;
import java.util.List;

/**
 * Every row between two positions that the channel still has.
 *
 * @param to where the cursor stands once they are accounted for
 * @param rows in the order of their numbers
 * @param isBehind whether the channel had more when it was asked
 */
record Batch(Position to, List<FeedRow> rows, boolean isBehind) {

    Batch {
        rows = List.copyOf(rows);
    }
}

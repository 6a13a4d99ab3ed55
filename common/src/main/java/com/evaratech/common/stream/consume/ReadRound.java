package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.consume.Portions.Came;
import java.util.List;

/**
 * A round as it was read.
 *
 * @param plan what it will do
 * @param broken partitions in which nothing follows the position without a gap
 * @param came how much there was of each partition
 */
record ReadRound<E>(RoundPlan<E> plan, List<Owned> broken, List<Came> came) {

    /** Whether more lies behind what the plan has: there is no need to wait for it. */
    boolean leavesMore() {
        return plan.isCut() || came.stream().anyMatch(Came::isFull);
    }
}

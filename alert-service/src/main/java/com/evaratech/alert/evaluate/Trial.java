package com.evaratech.alert.evaluate;

import com.evaratech.alert.rules.Condition;
import com.evaratech.common.reading.Reading;
import java.time.ZoneId;

/** What a condition makes of the readings of one node, outside of any stream. For one thread. */
public final class Trial {

    private final Condition condition;
    private final ZoneId zone;
    private RuleState state = RuleState.fresh(1);

    /**
     * Before the first reading.
     *
     * @param zone of the node
     */
    public Trial(Condition condition, ZoneId zone) {
        this.condition = condition;
        this.zone = zone;
    }

    /** What the next reading does. */
    public enum Turn {
        NONE,
        OPENED,
        CLEARED
    }

    /** Judges the next reading. */
    public Turn judge(Reading reading) {
        Step step = Judge.judge(condition, state, reading, zone);
        state = step.state();
        return switch (step.effect()) {
            case OPENED -> Turn.OPENED;
            case CLEARED -> Turn.CLEARED;
            case IGNORED, NONE, GOES_ON -> Turn.NONE;
        };
    }
}

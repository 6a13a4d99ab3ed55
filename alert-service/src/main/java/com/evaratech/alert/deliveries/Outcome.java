package com.evaratech.alert.deliveries;

import java.time.Duration;

/** What became of an attempt. */
sealed interface Outcome {

    /** Its name in metrics. */
    String code();

    /** The receiver has it. */
    record Arrived() implements Outcome {
        @Override
        public String code() {
            return "arrived";
        }
    }

    /**
     * It is tried again.
     *
     * @param reason for people
     * @param isSilent whether nobody answered where the receiver is: then the others there need not
     *     be tried for a while
     */
    record NotYet(String reason, boolean isSilent) implements Outcome {

        /** Somebody answered, or nobody was asked. */
        NotYet(String reason) {
            this(reason, false);
        }

        /** Nobody answered. */
        static NotYet silent(String reason) {
            return new NotYet(reason, true);
        }

        @Override
        public String code() {
            return "not_yet";
        }
    }

    /**
     * It is not tried again.
     *
     * @param reason for people
     */
    record Never(String reason) implements Outcome {
        @Override
        public String code() {
            return "given_up";
        }
    }

    /**
     * It is no time to tell it: tried afterwards, if it still is so.
     *
     * @param why {@code maintenance}: work is done on the node; {@code directory}: it cannot be
     *     told whether it still is for the person
     */
    record Held(Duration pause, String why) implements Outcome {
        @Override
        public String code() {
            return "held";
        }
    }

    /**
     * It is not, or not so, for the person any more that it was made for.
     *
     * @param again whether it is made anew of what they see now
     */
    record Withdrawn(boolean again) implements Outcome {
        @Override
        public String code() {
            return "withdrawn";
        }
    }

    /** What it would tell was over before anybody was told. */
    record Spared() implements Outcome {
        @Override
        public String code() {
            return "spared";
        }
    }
}

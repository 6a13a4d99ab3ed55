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
     */
    record NotYet(String reason) implements Outcome {
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

    /** Work is done on the node: told afterwards, if it still is so. */
    record Held(Duration pause) implements Outcome {
        @Override
        public String code() {
            return "held";
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

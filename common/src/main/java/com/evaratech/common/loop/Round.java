package com.evaratech.common.loop;

import java.time.Duration;

/** What a loop does again and again: straight-line, may block. */
@FunctionalInterface
public interface Round {

    /**
     * Does what is to be done now.
     *
     * @return how long to pause unless somebody asks for the next round; zero for none
     * @throws Exception whatever kept it from working: the loop waits and tries again
     */
    Duration run() throws Exception;

    /** Lets go of what the rounds held, after the last of them, on the same thread. */
    default void end() throws Exception {}
}

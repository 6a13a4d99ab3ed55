package com.evaratech.local.launcher.command;

import java.io.IOException;

/** One of the launcher's commands. */
@FunctionalInterface
public interface Command {

    /** The status of a process that did what it was asked. */
    int OK = 0;

    /** The status when another launcher is about to start or to stop the fleet. */
    int UNDER_WAY = 3;

    /**
     * Carries out the command and returns the process' exit status.
     *
     * @throws com.evaratech.local.launcher.Trouble with one sentence for the person at the terminal
     */
    int run(Arguments arguments) throws IOException, InterruptedException;
}

package com.evaratech.local.launcher.fleet;

import com.evaratech.local.LocalServerException.PortBusy;
import com.evaratech.local.launcher.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Starts all members of a fleet, one after the other, and waits until the slow ones are ready. */
public final class FleetStart {

    /** Decides anew what the fleet consists of, on ports drawn for it. */
    @FunctionalInterface
    public interface Draw {
        List<Member> members() throws IOException;
    }

    private final Supervisor supervisor;
    private final int gatewayPort;
    private final Progress progress;

    /**
     * A start that can be made once.
     *
     * @param gatewayPort which was chosen by people, so there is no other to try
     */
    public FleetStart(Supervisor supervisor, int gatewayPort, Progress progress) {
        this.supervisor = supervisor;
        this.gatewayPort = gatewayPort;
        this.progress = progress;
    }

    /**
     * Starts everything; returns early when the fleet is to stop. A port that somebody took since
     * it was drawn is no reason to give up: once more, on other ports.
     *
     * @throws PortBusy when it happens again
     */
    public void run(Draw draw) throws IOException, InterruptedException {
        try {
            startAll(draw.members());
        } catch (PortBusy e) {
            if (e.port() == gatewayPort) {
                throw e;
            }
            progress.say("  %s Starting again on other ports.".formatted(e.getMessage()));
            if (!supervisor.stopAll()) {
                throw e;
            }
            startAll(draw.members());
        }
    }

    private void startAll(List<Member> members) throws IOException, InterruptedException {
        List<Member> slow = new ArrayList<>();
        for (Member member : members) {
            if (!supervisor.start(member)) {
                slow.add(member);
            }
        }
        for (Member member : slow) {
            supervisor.awaitSlow(member);
        }
    }
}

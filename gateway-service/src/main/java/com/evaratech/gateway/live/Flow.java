package com.evaratech.gateway.live;

import com.evaratech.gateway.live.TailReader.Added;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Takes what the bus adds to those who listen, and keeps it for those who come back. */
@Singleton
class Flow {

    private static final long CURSOR_NANOS = Duration.ofSeconds(1).toNanos();
    // Whoever was sent nothing has to be somewhere, too: a place that is old is no use.
    private static final int ALL_EVERY = 10;

    private final Recent recent;
    private final CatchUp catchUp;
    private final Push push;
    private final LiveSessions sessions;
    private boolean live;
    private long toldNanos;
    private int told;

    Flow(Recent recent, CatchUp catchUp, Push push, LiveSessions sessions) {
        this.recent = recent;
        this.catchUp = catchUp;
        this.push = push;
        this.sessions = sessions;
    }

    /** Begins with a reader that has read nothing yet. */
    void begin(TailReader tail) {
        live = false;
        recent.begin(tail.streams(), tail.beginnings());
        settle(tail);
    }

    /** Takes an entry: what was there before this began is kept, and told to nobody. */
    void take(Added added) {
        synchronized (recent) {
            recent.add(added);
            if (live) {
                push.push(added);
            }
        }
    }

    /** After the entries of one reading. */
    void settle(TailReader tail) {
        catchUp.lifeIs(tail.life());
        if (!live && tail.isCaughtUp()) {
            live = true;
            Message _ = catchUp.refresh();
            sessions.resume();
        }
        long now = System.nanoTime();
        if (live && now - toldNanos >= CURSOR_NANOS) {
            toldNanos = now;
            told++;
            sessions.tellCursor(catchUp.refresh(), told % ALL_EVERY == 0);
        }
    }

    /** Nobody listens any more. */
    void switchOff() {
        live = false;
        sessions.endAll(Ending.SWITCHED_OFF);
    }

    /** Nothing comes until it is resumed. */
    void pause() {
        live = false;
        sessions.pause();
    }
}

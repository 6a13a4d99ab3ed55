package com.evaratech.local.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Who is signed in, in memory. A refresh token is good once: shown again it ends the session, since
 * somebody else has it then.
 */
final class Sessions {

    // More than people of one machine open.
    private static final int MOST = 10_000;

    private final Map<String, Session> byToken = new HashMap<>();

    /** A session as its holder needs to know it. */
    record Opened(String id, LocalPeople.Person person, String refreshToken) {}

    /** What came of showing a refresh token. */
    sealed interface Refresh {

        /** It was good, and is replaced. */
        record Renewed(Opened session) implements Refresh {}

        /** Nobody knows it. */
        record Unknown() implements Refresh {}

        /** It was good before. */
        record UsedBefore() implements Refresh {}
    }

    private static final class Session {
        private final String id = UUID.randomUUID().toString();
        private final LocalPeople.Person person;
        private String token = Secrets.generate();
        private boolean over;

        private Session(LocalPeople.Person person) {
            this.person = person;
        }

        private Opened opened() {
            return new Opened(id, person, token);
        }
    }

    /** Begins a session. */
    synchronized Opened begin(LocalPeople.Person person) {
        if (byToken.size() >= MOST) {
            byToken.clear();
        }
        var session = new Session(person);
        var _ = byToken.put(session.token, session);
        return session.opened();
    }

    synchronized Refresh refresh(String token) {
        Session session = byToken.get(token);
        if (session == null || session.over) {
            return new Refresh.Unknown();
        }
        if (!session.token.equals(token)) {
            session.over = true;
            return new Refresh.UsedBefore();
        }
        session.token = Secrets.generate();
        var _ = byToken.put(session.token, session);
        return new Refresh.Renewed(session.opened());
    }

    /** Ends a session; no effect when there is none of this id. */
    synchronized void end(String id) {
        boolean _ = byToken.values().removeIf(session -> session.id.equals(id));
    }
}

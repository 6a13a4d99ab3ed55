package com.evaratech.gateway.cache;

import com.evaratech.gateway.routing.ServiceAnswer;

/** What is given to whoever asks. */
sealed interface Given {

    /** What was asked for, kept or just made. */
    record Whole(Kept kept) implements Given {
        @Override
        public boolean isForAll() {
            return true;
        }
    }

    /** Whatever else the service said; it is not kept. */
    record Refusal(ServiceAnswer answer) implements Given {

        private static final int UNAUTHORIZED = 401;

        /** That one token is not taken says nothing of another. */
        @Override
        public boolean isForAll() {
            return answer.status() != UNAUTHORIZED;
        }
    }

    /** Whether it is for everybody who asked the same meanwhile. */
    boolean isForAll();
}

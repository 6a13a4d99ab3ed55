package com.evaratech.local.redis;

import java.io.IOException;

/** An error Redis answered with; the message is Redis' own. */
public final class RedisErrorReply extends IOException {

    RedisErrorReply(String message) {
        super(message);
    }

    /** Whether the server is still reading its data and will answer later. */
    boolean isLoading() {
        return String.valueOf(getMessage()).startsWith("LOADING");
    }

    /** Whether the password was refused. */
    boolean isWrongPassword() {
        return String.valueOf(getMessage()).startsWith("WRONGPASS");
    }
}

package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.thingspeak.Refusal.Named;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;

/**
 * An answer in JSON as a script that calls a function of the page that asked for it (JSONP): how
 * pages read a channel that may not ask for JSON of another site.
 */
final class Script {

    private static final String MEDIA_TYPE = "text/javascript";
    private static final int LONGEST = 128;

    // What is called is the caller's to choose, but it is a name and nothing that does more.
    private static final Pattern FUNCTION =
            Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*(\\.[A-Za-z_$][A-Za-z0-9_$]*)*");

    // No file of another kind begins with it, so that nobody can make one of an answer.
    private static final String HEAD = "/**/";

    private Script() {}

    /**
     * The script that calls a function with an object.
     *
     * @throws Refusal when the function's name is none
     */
    static Response of(String function, JsonObject object) {
        if (function.length() > LONGEST || !FUNCTION.matcher(function).matches()) {
            throw Refusal.of(Named.BAD_REQUEST, "callback is not the name of a function.");
        }
        return Response.ok(HEAD + function + '(' + literal(object) + ");", MEDIA_TYPE).build();
    }

    /** Old browsers take two signs for the end of a line, which JSON does not. */
    private static String literal(JsonObject object) {
        return object.encode().replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }
}

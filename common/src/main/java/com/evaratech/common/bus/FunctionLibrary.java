package com.evaratech.common.bus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;

/**
 * Functions that run inside Redis, each a change of several keys that nobody sees half done. The
 * server keeps them with its data and loses them with it, so whoever calls one that is missing
 * loads the library and calls again. Functions must therefore bear being called twice.
 *
 * <p>A library's name ends in its version: while a fleet is being upgraded, old and new services
 * use one server.
 */
public final class FunctionLibrary {

    private final String code;

    private FunctionLibrary(String code) {
        this.code = code;
    }

    /** Reads a library beside a class; the resource must be named for native images. */
    public static FunctionLibrary beside(Class<?> owner, String resource) {
        try (@Nullable InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource + " beside " + owner);
            }
            return new FunctionLibrary(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + resource + " cannot be read", e);
        }
    }

    /** A call of one function, to be completed by its arguments: all keys first. */
    public static Command invoke(String function, String... keys) {
        Command command = Command.of(Protocol.Command.FCALL).arg(function).arg(keys.length);
        for (String key : keys) {
            command = command.arg(key);
        }
        return command;
    }

    /**
     * Sends calls in one go and waits for all answers, none of them an error.
     *
     * @throws BusUnavailable when an answer did not come
     * @throws BusRefusal when one of them is an error
     */
    public List<Reply> call(BusConnection connection, List<Command> calls) {
        List<Reply> replies = connection.pipeline(calls);
        if (replies.stream().anyMatch(FunctionLibrary::isMissing)) {
            var _ =
                    connection.call(
                            Command.of(Protocol.Command.FUNCTION)
                                    .arg("LOAD")
                                    .arg("REPLACE")
                                    .arg(code));
            replies = connection.pipeline(calls);
        }
        return replies.stream().map(Reply::orThrow).toList();
    }

    private static boolean isMissing(Reply reply) {
        return reply.isError() && reply.error().startsWith("ERR Function not found");
    }
}

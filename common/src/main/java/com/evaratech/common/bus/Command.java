package com.evaratech.common.bus;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;

/** One command on its way to the bus, built argument by argument. */
public final class Command {

    private final CommandArguments arguments;

    private Command(Protocol.Command name) {
        this.arguments = new CommandArguments(name);
    }

    public static Command of(Protocol.Command name) {
        return new Command(name);
    }

    public Command arg(String argument) {
        var _ = arguments.add(argument);
        return this;
    }

    public Command arg(long argument) {
        var _ = arguments.add(argument);
        return this;
    }

    public Command arg(byte[] argument) {
        var _ = arguments.add(argument);
        return this;
    }

    CommandArguments arguments() {
        return arguments;
    }
}

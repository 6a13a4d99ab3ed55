package com.evaratech.local.launcher;

import com.evaratech.local.LocalServerException;
import com.evaratech.local.launcher.command.ApiCommand;
import com.evaratech.local.launcher.command.Arguments;
import com.evaratech.local.launcher.command.BenchCommand;
import com.evaratech.local.launcher.command.Command;
import com.evaratech.local.launcher.command.DownCommand;
import com.evaratech.local.launcher.command.LogsCommand;
import com.evaratech.local.launcher.command.PasswordCommand;
import com.evaratech.local.launcher.command.RunningCommand;
import com.evaratech.local.launcher.command.StatusCommand;
import com.evaratech.local.launcher.command.TokenCommand;
import com.evaratech.local.launcher.command.UpCommand;
import com.evaratech.local.launcher.command.UsageException;
import com.evaratech.local.launcher.command.WatchCommand;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.process.FreeSpace;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Entry point: the first argument names the command. Exit status 0: done, 1: told why not, 2: not
 * understood, 3: another launcher is about to start or stop the fleet.
 */
public final class Launcher {

    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private Launcher() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws InterruptedException {
        try {
            return dispatch(arguments);
        } catch (UsageException e) {
            System.err.println("evara: " + e.getMessage() + "; see ./evara help");
            return NOT_UNDERSTOOD;
        } catch (Trouble | LocalServerException e) {
            System.err.println("evara: " + e.getMessage());
            return FAILED;
        } catch (IOException e) {
            System.err.println("evara: " + sentence(e));
            return FAILED;
        }
    }

    private static int dispatch(List<String> arguments) throws IOException, InterruptedException {
        if (arguments.isEmpty()) {
            throw new UsageException("a command is missing");
        }
        Layout layout = Layout.of(System.getenv());
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.getFirst()) {
            case "up" -> run(new UpCommand(layout, System.getenv()), UpCommand.GRAMMAR, rest);
            case "down" -> run(new DownCommand(layout, System.out), none(), rest);
            case "running" -> run(new RunningCommand(layout, System.out), none(), rest);
            case "status" ->
                    run(new StatusCommand(layout, System.out), StatusCommand.GRAMMAR, rest);
            case "logs" -> run(new LogsCommand(layout, System.out), LogsCommand.GRAMMAR, rest);
            case "token" -> run(new TokenCommand(layout, System.out), TokenCommand.GRAMMAR, rest);
            case "password" ->
                    run(new PasswordCommand(layout, System.out), PasswordCommand.GRAMMAR, rest);
            case "watch" ->
                    run(
                            new WatchCommand(layout, System.out, System.err),
                            WatchCommand.GRAMMAR,
                            rest);
            case "api" -> run(new ApiCommand(System.out, System.err), ApiCommand.GRAMMAR, rest);
            case "bench" -> run(new BenchCommand(layout, System.out), BenchCommand.GRAMMAR, rest);
            default -> throw new UsageException("unknown command \"" + arguments.getFirst() + "\"");
        };
    }

    private static int run(Command command, Arguments.Grammar grammar, List<String> arguments)
            throws IOException, InterruptedException {
        return command.run(grammar.parse(arguments));
    }

    private static Arguments.Grammar none() {
        return new Arguments.Grammar(Set.of(), Set.of(), 0);
    }

    private static String sentence(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains(FreeSpace.SYSTEM_MESSAGE)
                ? "the disk is full (" + message + "); free some space and run ./evara up again."
                : e.getClass().getSimpleName() + ": " + message;
    }
}

package com.evaratech.local.launcher.command;

import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.fleet.Identity;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.SecretStore;
import com.evaratech.local.launcher.live.Goal;
import com.evaratech.local.launcher.live.LiveWatch;
import com.evaratech.local.launcher.live.Topics;
import com.evaratech.local.launcher.process.StopSignal;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Shows readings and alerts as they come, until Ctrl-C or until there is enough. Status 1 when the
 * time was over before.
 */
public final class WatchCommand implements Command {

    private static final String JSON = "--json";
    private static final String TOKEN = "--token";
    private static final String COUNT = "--count";
    private static final String UNTIL = "--until";
    private static final String WITHIN = "--within";
    private static final int MOST_TOPICS = 1_000;

    public static final Arguments.Grammar GRAMMAR =
            new Arguments.Grammar(Set.of(JSON), Set.of(TOKEN, COUNT, UNTIL, WITHIN), MOST_TOPICS);

    private static final Duration VALIDITY = Duration.ofHours(12);

    private final Layout layout;
    private final PrintStream out;
    private final PrintStream notes;

    public WatchCommand(Layout layout, PrintStream out, PrintStream notes) {
        this.layout = layout;
        this.out = out;
        this.notes = notes;
    }

    @Override
    public int run(Arguments arguments) throws IOException, InterruptedException {
        LiveWatch.Request request = request(arguments);
        FleetRecord fleet = RunningCommand.requireReady(layout);
        Optional<String> token = arguments.option(TOKEN);
        var access =
                new LiveWatch.Access(
                        fleet.gateway(), token.isPresent() ? token.get().strip() : ownToken());
        StopSignal stop = new StopSignal();
        OrderlyExit exit = OrderlyExit.on(stop);
        int status = 1;
        try {
            var output =
                    new LiveWatch.Output(out, notes, ZoneId.systemDefault(), arguments.has(JSON));
            if (new LiveWatch(access, request, output, stop).run()) {
                status = OK;
            } else {
                notes.println("evara: it has not come within the time given");
            }
        } catch (Trouble e) {
            // Said here: the signal's hook may end the process before the launcher could.
            notes.println("evara: " + e.getMessage());
        } finally {
            exit.done(status);
        }
        return status;
    }

    private static LiveWatch.Request request(Arguments arguments) {
        Topics topics;
        try {
            topics = Topics.parse(arguments.words());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        Optional<Goal.Until> until =
                arguments
                        .option(UNTIL)
                        .map(text ->
                                Goal.Until.ofCode(text)
                                        .orElseThrow(() ->
                                                new UsageException(
                                                        "%s must be one of %s, not \"%s\""
                                                                .formatted(
                                                                        UNTIL,
                                                                        Goal.Until.CODES,
                                                                        text))));
        OptionalLong count = number(arguments, COUNT);
        OptionalLong within = number(arguments, WITHIN);
        return new LiveWatch.Request(
                topics,
                new Goal(count, until),
                within.isPresent() ? Duration.ofSeconds(within.getAsLong()) : null);
    }

    private static OptionalLong number(Arguments arguments, String option) {
        Optional<String> text = arguments.option(option);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.get().matches("[1-9]\\d{0,8}")) {
            throw new UsageException(
                    "%s must be a whole number from 1, not \"%s\"".formatted(option, text.get()));
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    /** Whoever has the secrets of this home is its first superadmin. */
    private String ownToken() throws IOException {
        LocalIssuer issuer = new Identity(new SecretStore(layout)).issuer();
        return issuer.token(Identity.firstSuperadmin(), VALIDITY);
    }
}

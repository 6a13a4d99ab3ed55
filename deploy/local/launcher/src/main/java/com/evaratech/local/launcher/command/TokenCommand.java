package com.evaratech.local.launcher.command;

import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.launcher.fleet.Identity;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.SecretStore;
import com.evaratech.local.launcher.process.StopSignal;
import com.evaratech.local.launcher.token.LocalRole;
import com.evaratech.local.launcher.token.People;
import com.evaratech.local.launcher.token.RegistryClient;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * Prints an access token of somebody who has the role, and nothing else, so that it can be used in
 * a shell.
 */
public final class TokenCommand implements Command {

    public static final Arguments.Grammar GRAMMAR =
            new Arguments.Grammar(Set.of(), Set.of("--role", "--community"), 0);

    private static final Duration VALIDITY = Duration.ofHours(12);
    private static final Duration OWN_VALIDITY = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int LOOKS = 50;

    private final Layout layout;
    private final PrintStream out;

    public TokenCommand(Layout layout, PrintStream out) {
        this.layout = layout;
        this.out = out;
    }

    @Override
    public int run(Arguments arguments) throws IOException, InterruptedException {
        LocalRole role =
                arguments
                        .option("--role")
                        .flatMap(LocalRole::ofCode)
                        .orElseThrow(() ->
                                new UsageException("--role must be one of " + LocalRole.codes()));
        FleetRecord fleet = RunningCommand.requireReady(layout);
        LocalIssuer issuer = new Identity(new SecretStore(layout)).issuer();
        String ownToken = issuer.token(Identity.firstSuperadmin(), OWN_VALIDITY);
        People people = new People(new RegistryClient(fleet.gateway(), ownToken));
        UUID subject = people.ensure(role, arguments.option("--community").orElse(People.LOCAL));
        String token = issuer.token(subject, VALIDITY);
        awaitAccepted(new RegistryClient(fleet.gateway(), token));
        out.println(token);
        return OK;
    }

    /** A token handed out is good at once, also for the first request of a script. */
    private static void awaitAccepted(RegistryClient holder)
            throws IOException, InterruptedException {
        StopSignal never = new StopSignal();
        for (int i = 0; i < LOOKS && !holder.isAccepted(); i++) {
            boolean _ = never.await(PAUSE);
        }
    }
}

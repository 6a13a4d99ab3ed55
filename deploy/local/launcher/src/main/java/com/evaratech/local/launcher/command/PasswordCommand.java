package com.evaratech.local.launcher.command;

import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.identity.LocalPeople;
import com.evaratech.local.launcher.fleet.Identity;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.SecretStore;
import com.evaratech.local.launcher.token.LocalRole;
import com.evaratech.local.launcher.token.People;
import com.evaratech.local.launcher.token.RegistryClient;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * Prints e-mail address and password of somebody who has the role, on one line, for signing in at
 * the gateway as people do.
 */
public final class PasswordCommand implements Command {

    public static final Arguments.Grammar GRAMMAR =
            new Arguments.Grammar(Set.of(), Set.of("--role", "--community"), 0);

    private static final Duration OWN_VALIDITY = Duration.ofMinutes(1);
    private static final String DOMAIN = "@evara.localhost";

    private final Layout layout;
    private final PrintStream out;

    public PasswordCommand(Layout layout, PrintStream out) {
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
        String community = arguments.option("--community").orElse(People.LOCAL);
        FleetRecord fleet = RunningCommand.requireReady(layout);
        LocalIssuer issuer = new Identity(new SecretStore(layout)).issuer();
        String ownToken = issuer.token(Identity.firstSuperadmin(), OWN_VALIDITY);
        People people = new People(new RegistryClient(fleet.gateway(), ownToken));
        UUID subject = people.ensure(role, community);
        var person = new LocalPeople(layout.people()).ensure(email(role, community), subject);
        out.println(person.email() + " " + person.password());
        return OK;
    }

    private static String email(LocalRole role, String community) {
        boolean isLocal = community.equals(People.LOCAL) || role == LocalRole.SUPERADMIN;
        return role.code() + (isLocal ? "" : "." + community) + DOMAIN;
    }
}

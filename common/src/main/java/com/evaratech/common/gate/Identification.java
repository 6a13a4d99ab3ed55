package com.evaratech.common.gate;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Credential;
import com.evaratech.common.access.Route;
import com.evaratech.common.directory.ApiKeyEntry;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.Profile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is behind a request, and whether the row of its route is for them. Every {@code
 * Uni} fails with a problem when it is not.
 */
@Singleton
class Identification {

    private static final String BEARER = "Bearer ";

    private final TokenVerifier tokens;
    private final Directory directory;
    private final ApiKeyUses uses;

    Identification(TokenVerifier tokens, Directory directory, ApiKeyUses uses) {
        this.tokens = tokens;
        this.directory = directory;
        this.uses = uses;
    }

    /**
     * Who may pass on this route.
     *
     * @throws AccessRefused when what the request shows cannot be read
     */
    Uni<Identified> identify(HttpServerRequest request, Route route) {
        return switch (route.callers()) {
            // Whether a channel's key is good is known only where the channel is, and a refusal is
            // answered as its devices understand it.
            case ANYBODY, CHANNELS -> Uni.createFrom().item(new Identified.Nobody());
            case CALLERS, PEOPLE -> caller(request, route);
            case SIGNED_IN -> token(request).map(Identified.SignedIn::new);
            case CLAIMANTS -> claimant(request);
            case DEVICES -> device(request);
        };
    }

    private Uni<Identified> caller(HttpServerRequest request, Route route) {
        @Nullable String key = request.getHeader(AccessGate.API_KEY);
        if (key == null) {
            return token(request).flatMap(token -> person(token, route));
        }
        if (request.headers().contains(HttpHeaders.AUTHORIZATION)) {
            throw AccessRefused.tokenAndKey();
        }
        if (route.callers() == Route.Callers.PEOPLE) {
            throw AccessRefused.peopleOnly();
        }
        return program(key, route);
    }

    private Uni<VerifiedToken> token(HttpServerRequest request) {
        return Uni.createFrom().completionStage(tokens.verify(bearerToken(request)));
    }

    private Uni<Identified> person(VerifiedToken token, Route route) {
        return directory
                .profile(token.subject())
                .map(found -> {
                    Profile profile = found.orElseThrow(AccessRefused::noProfile);
                    if (!profile.active()) {
                        throw AccessRefused.disabled();
                    }
                    admit(route, profile);
                    return new Identified.Known(
                            new Caller(token.subject(), profile.role(), profile.scope()),
                            token.expiresAt());
                });
    }

    private Uni<Identified> program(String shown, Route route) {
        Credential key =
                Credential.parse(Credential.Use.API_KEY, shown)
                        .orElseThrow(AccessRefused::invalidApiKey);
        return directory
                .apiKey(key.id())
                .map(found -> {
                    ApiKeyEntry entry =
                            found.filter(each -> key.hasHash(each.secretHash()))
                                    .orElseThrow(AccessRefused::invalidApiKey);
                    Profile profile = entry.profile();
                    admit(route, profile);
                    uses.note(key.id());
                    return new Identified.Known(
                            Caller.ofApiKey(key.id(), profile.role(), profile.scope()),
                            entry.expiresAt());
                });
    }

    private static void admit(Route route, Profile profile) {
        if (!route.admits(profile.role())) {
            throw AccessRefused.roleNotAdmitted(route, profile.role());
        }
    }

    private Uni<Identified> device(HttpServerRequest request) {
        @Nullable String shown = request.getHeader(DeviceKey.HEADER);
        if (shown == null) {
            throw AccessRefused.noDeviceKey();
        }
        DeviceKey key = DeviceKey.parse(shown).orElseThrow(AccessRefused::invalidDeviceKey);
        return directory
                .deviceKey(key.id())
                .map(found ->
                        new Identified.Device(
                                found.filter(key::isOf)
                                        .orElseThrow(AccessRefused::invalidDeviceKey)));
    }

    /** Whether the token is good is known only where it is spent. */
    private static Uni<Identified> claimant(HttpServerRequest request) {
        @Nullable String shown = request.getHeader(AccessGate.CLAIM_TOKEN);
        if (shown == null || Credential.parse(Credential.Use.CLAIM_TOKEN, shown).isEmpty()) {
            throw AccessRefused.invalidClaimToken();
        }
        return Uni.createFrom().item(new Identified.Nobody());
    }

    private static String bearerToken(HttpServerRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw AccessRefused.noToken();
        }
        return header.substring(BEARER.length()).strip();
    }
}

package com.evaratech.gateway.signin;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.time.Duration;
import java.util.Optional;

/** Why somebody is not signed in, or not out. */
final class SessionProblem extends ProblemException {

    private static final long serialVersionUID = 1L;

    private SessionProblem(Status status, String code, String detail) {
        super(status, code, detail);
    }

    /** Says nothing of which of the two is wrong, or whether there is such a person. */
    static SessionProblem badCredentials() {
        return new SessionProblem(
                Status.UNAUTHORIZED,
                "bad_credentials",
                "The e-mail address or the password is wrong.");
    }

    static SessionProblem noSession() {
        return new SessionProblem(
                Status.UNAUTHORIZED, "no_session", "You are not signed in, or no longer.");
    }

    static SessionProblem notJson() {
        return new SessionProblem(
                Status.UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                "Send a body of the type application/json.");
    }

    static SessionProblem tooLarge(int mostBytes) {
        return new SessionProblem(
                Status.CONTENT_TOO_LARGE,
                "body_too_large",
                "The request's body is larger than the %d bytes allowed.".formatted(mostBytes));
    }

    static SessionProblem noProofOfSite() {
        return new SessionProblem(
                Status.BAD_REQUEST,
                "no_proof_of_site",
                "Send the header X-Requested-With, with any value: other sites' pages cannot.");
    }

    static SessionProblem otherSite() {
        return new SessionProblem(
                Status.FORBIDDEN, "other_site", "Pages of other sites may not do this.");
    }

    static SessionProblem notToldToProvider() {
        return new SessionProblem(
                Status.SERVICE_UNAVAILABLE,
                "sign_out_not_told",
                "This browser is signed out, but the identity provider could not be told; whoever"
                        + " copied the session before could go on using it.");
    }

    /** The provider itself has had too much of us. */
    static SessionProblem providerBusy() {
        return new SessionProblem(
                Status.TOO_MANY_REQUESTS,
                "provider_busy",
                "Too many people sign in at the moment; try again in half a minute.");
    }

    @Override
    public Optional<Duration> retryAfter() {
        return status() == Status.TOO_MANY_REQUESTS
                ? Optional.of(Duration.ofSeconds(30))
                : super.retryAfter();
    }
}

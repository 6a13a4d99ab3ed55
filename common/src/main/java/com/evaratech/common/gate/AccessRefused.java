package com.evaratech.common.gate;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Route;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.util.Set;

/** A request that does not get past the gate. */
final class AccessRefused extends ProblemException {

    private static final long serialVersionUID = 1L;

    private AccessRefused(Status status, String code, String detail) {
        super(status, code, detail);
    }

    static AccessRefused noToken() {
        return new AccessRefused(
                Status.UNAUTHORIZED,
                "no_token",
                "Sign in and send the token in the header Authorization: Bearer <token>.");
    }

    static AccessRefused invalidToken(String detail) {
        return new AccessRefused(Status.UNAUTHORIZED, "invalid_token", detail);
    }

    static AccessRefused noDeviceKey() {
        return new AccessRefused(
                Status.UNAUTHORIZED,
                "no_device_key",
                "Devices send their key in the header X-Device-Key; people cannot use this path.");
    }

    /** Says nothing of which part is wrong: that would be a help in guessing. */
    static AccessRefused invalidDeviceKey() {
        return new AccessRefused(
                Status.UNAUTHORIZED,
                "invalid_device_key",
                "This device key is not one that is in use: mistyped, revoked, or never issued.");
    }

    static AccessRefused tokenAndKey() {
        return new AccessRefused(
                Status.BAD_REQUEST,
                "two_identities",
                "Send either the header Authorization or the header X-Api-Key, not both.");
    }

    /** Says nothing of which part is wrong: that would be a help in guessing. */
    static AccessRefused invalidApiKey() {
        return new AccessRefused(
                Status.UNAUTHORIZED,
                "invalid_api_key",
                "This API key is not one that is in use: mistyped, expired, revoked, or never"
                        + " issued.");
    }

    static AccessRefused peopleOnly() {
        return new AccessRefused(
                Status.FORBIDDEN,
                "people_only",
                "Only people may do this, signed in; no program with an API key.");
    }

    static AccessRefused invalidClaimToken() {
        return new AccessRefused(
                Status.UNAUTHORIZED,
                "invalid_claim_token",
                "Send the claim token, as it was issued, in the header X-Claim-Token.");
    }

    static AccessRefused noProfile() {
        return new AccessRefused(
                Status.FORBIDDEN,
                "no_profile",
                "You are signed in, but nobody has given you a role here yet.");
    }

    static AccessRefused disabled() {
        return new AccessRefused(
                Status.FORBIDDEN, "profile_disabled", "Your access has been disabled.");
    }

    static AccessRefused roleNotAdmitted(Route route, Role role) {
        return new AccessRefused(
                Status.FORBIDDEN,
                "role_not_admitted",
                "The role " + role.code() + " may not use " + route + ".");
    }

    static AccessRefused unknownPath() {
        return new AccessRefused(
                Status.NOT_FOUND, "unknown_path", "There is nothing at this path.");
    }

    static AccessRefused unknownMethod(Set<String> allowed) {
        return new AccessRefused(
                Status.METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "This path knows only " + String.join(", ", allowed) + ".");
    }

    static AccessRefused ambiguousPath() {
        return new AccessRefused(
                Status.BAD_REQUEST,
                "ambiguous_path",
                "Paths with dot segments, empty segments, ';' or '\\' are refused, and so is a percent"
                        + " sign that stands for a slash, for a control character, for a character"
                        + " that needs no encoding, or for nothing.");
    }
}

package com.evaratech.node.claims;

/**
 * A new claim token, the only time it is shown.
 *
 * @param token what is to be sent in the header X-Claim-Token
 */
record IssuedClaimToken(ClaimToken claimToken, String token) {

    /** Without the token: this text may go into logs. */
    @Override
    public String toString() {
        return "IssuedClaimToken[id=%s]".formatted(claimToken.id());
    }
}

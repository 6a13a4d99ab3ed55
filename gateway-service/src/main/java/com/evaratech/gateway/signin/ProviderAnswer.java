package com.evaratech.gateway.signin;

/** What the identity provider says to somebody who wants in. */
sealed interface ProviderAnswer {

    /**
     * Who it is.
     *
     * @param subject the person, as tokens name them
     * @param email their address, empty when the provider keeps none
     * @param accessToken for the API
     * @param refreshToken for the next access token; good once
     * @param expiresInSeconds how long the access token is good
     */
    record SignedIn(
            String subject,
            String email,
            String accessToken,
            String refreshToken,
            long expiresInSeconds)
            implements ProviderAnswer {

        /** Without the tokens: this text may go into logs. */
        @Override
        public String toString() {
            return "SignedIn " + subject;
        }
    }

    /**
     * It is nobody.
     *
     * @param reason the provider's code
     */
    record Refused(String reason) implements ProviderAnswer {}
}

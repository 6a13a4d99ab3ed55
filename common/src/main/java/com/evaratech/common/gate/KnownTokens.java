package com.evaratech.common.gate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were found genuine lately, by their hashes: whoever asks again and again is not
 * verified each time. Any thread may ask.
 *
 * <p>Bounded: what was asked for since the last turn is young, what was before it is old, and what
 * nobody asked for during a whole turn is forgotten.
 */
final class KnownTokens {

    // Twice 5,000: some 5 MB.
    private static final int MOST_YOUNG = 5_000;

    private volatile Map<String, Genuine> young = new ConcurrentHashMap<>();
    private volatile Map<String, Genuine> old = Map.of();

    /**
     * A token and what proved it.
     *
     * @param kid names the public key; {@code null} when it was a secret, which stays as long as
     *     the process
     * @param key the public key, likewise
     */
    record Genuine(VerifiedToken token, @Nullable String kid, @Nullable SigningKey key) {}

    /** What is known of a token; {@code null} for nothing. */
    @Nullable Genuine find(String token) {
        String name = name(token);
        Genuine known = young.get(name);
        if (known == null) {
            known = old.get(name);
            if (known != null) {
                keep(name, known);
            }
        }
        return known;
    }

    /** Keeps what a verification found. */
    void add(String token, Genuine found) {
        keep(name(token), found);
    }

    private void keep(String name, Genuine found) {
        if (young.size() >= MOST_YOUNG) {
            turn();
        }
        var _ = young.put(name, found);
    }

    private synchronized void turn() {
        if (young.size() >= MOST_YOUNG) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }

    /** Tokens themselves are not kept: whoever reads our memory must not be able to use them. */
    private static String name(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

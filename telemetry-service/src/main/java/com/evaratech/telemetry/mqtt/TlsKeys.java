package com.evaratech.telemetry.mqtt;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The listener's certificate and its key, as two files hold them. Whoever renews them writes the
 * files anew: handshakes from then on are by the new ones, and connections that are open stay.
 *
 * <p>Handshakes may ask from any thread; {@link #look()} is for one. A handshake in the very moment
 * of the exchange may get the certificate of one and the key of the other: it fails, and its device
 * connects again.
 */
final class TlsKeys extends X509ExtendedKeyManager {

    /** What both files held. */
    private record Pem(String certificate, String key) {}

    private final Vertx vertx;
    private final Path certificate;
    private final Path key;
    private volatile X509ExtendedKeyManager current;
    private Pem loaded;
    private Pem seen;

    /**
     * Reads the files.
     *
     * @throws Exception what is wrong with them, which Vert.x says in many ways
     */
    TlsKeys(Vertx vertx, Path certificate, Path key) throws Exception {
        this.vertx = vertx;
        this.certificate = certificate;
        this.key = key;
        this.seen = read(certificate, key);
        this.loaded = seen;
        this.current = manager(vertx, seen);
    }

    /**
     * Looks at the files, and takes what they hold when it is new and was the same at the last
     * look: of two files that are written one after the other, one may still be the old one.
     *
     * @return whether it was taken
     * @throws Exception what is wrong with the files; what was there before stays in use
     */
    boolean look() throws Exception {
        Pem now = read(certificate, key);
        boolean isSettled = now.equals(seen);
        seen = now;
        if (!isSettled || now.equals(loaded)) {
            return false;
        }
        current = manager(vertx, now);
        loaded = now;
        return true;
    }

    private static Pem read(Path certificate, Path key) throws IOException {
        return new Pem(Files.readString(certificate), Files.readString(key));
    }

    /** By Vert.x, since cert-manager writes keys in more forms of PEM than the JDK itself reads. */
    private static X509ExtendedKeyManager manager(Vertx vertx, Pem pem) throws Exception {
        var options =
                new PemKeyCertOptions()
                        .setCertValue(Buffer.buffer(pem.certificate()))
                        .setKeyValue(Buffer.buffer(pem.key()));
        for (KeyManager each : options.getKeyManagerFactory(vertx).getKeyManagers()) {
            if (each instanceof X509ExtendedKeyManager manager) {
                return manager;
            }
        }
        throw new KeyStoreException("no key that TLS could use");
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return current.getServerAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return current.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return current.chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return current.getClientAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return current.chooseClientAlias(keyTypes, issuers, socket);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return current.getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return current.getPrivateKey(alias);
    }
}

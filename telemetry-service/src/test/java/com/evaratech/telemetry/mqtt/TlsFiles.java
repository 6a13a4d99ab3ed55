package com.evaratech.telemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that signs itself, and its key, in PEM. */
record TlsFiles(Path certificate, Path key, TrustManagerFactory trust) {

    private static final String PASSWORD = "of-a-test";

    static TlsFiles make(Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("mqtt.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "mqtt",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=127.0.0.1",
                                "-ext",
                                "SAN=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("mqtt", keys.getCertificate("mqtt"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return new TlsFiles(
                pem(folder, "CERTIFICATE", keys.getCertificate("mqtt").getEncoded()),
                pem(
                        folder,
                        "PRIVATE KEY",
                        keys.getKey("mqtt", PASSWORD.toCharArray()).getEncoded()),
                trust);
    }

    private static Path pem(Path folder, String what, byte[] content) throws IOException {
        String text =
                "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                        .formatted(what, Base64.getMimeEncoder().encodeToString(content));
        return Files.writeString(folder.resolve(what.replace(' ', '-') + ".pem"), text);
    }
}

package com.evaratech.bench.drill;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A request as its signer sees it, by AWS Signature Version 4 for S3: the path is taken as it was
 * sent, and parameters must have come in order.
 *
 * @param exchange the request; its body is covered by the sum that one of its headers tells
 */
record SignedRequest(HttpExchange exchange) {

    /** The header with the SHA-256 of the body. */
    static final String SUM = "x-amz-content-sha256";

    private static final Pattern AUTHORIZATION =
            Pattern.compile(
                    "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request, ?"
                            + "SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");

    /** Why the request is refused; empty when it was signed with these keys. */
    Optional<String> refusal(String keyId, String secret) {
        String header = header("authorization");
        var parts = AUTHORIZATION.matcher(header == null ? "" : header);
        if (!parts.matches()) {
            return Optional.of("AccessDenied");
        }
        if (!parts.group(1).equals(keyId)) {
            return Optional.of("InvalidAccessKeyId");
        }
        var signed = Arrays.asList(parts.group(4).split(";", -1));
        if (!signed.contains("host") || !signed.contains(SUM) || !signed.contains("x-amz-date")) {
            return Optional.of("AccessDenied");
        }
        String scope = "%s/%s/s3/aws4_request".formatted(parts.group(2), parts.group(3));
        String text =
                String.join(
                        "\n",
                        "AWS4-HMAC-SHA256",
                        header("x-amz-date"),
                        scope,
                        hex(sha256(canonical(parts.group(4)))));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String step : scope.split("/", -1)) {
            key = mac(key, step);
        }
        boolean matches = hex(mac(key, text)).equals(parts.group(5));
        return matches ? Optional.empty() : Optional.of("SignatureDoesNotMatch");
    }

    private String canonical(String signedHeaders) {
        URI uri = exchange.getRequestURI();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        String sorted =
                Arrays.stream(query.split("&", -1)).sorted().collect(Collectors.joining("&"));
        String headers =
                Arrays.stream(signedHeaders.split(";", -1))
                        .map(name -> name + ":" + String.valueOf(header(name)).strip() + "\n")
                        .collect(Collectors.joining());
        return String.join(
                "\n",
                exchange.getRequestMethod(),
                uri.getRawPath(),
                sorted,
                headers,
                signedHeaders,
                String.valueOf(header(SUM)));
    }

    @Nullable String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private static byte[] sha256(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}

package com.evaratech.gateway.door;

import java.util.List;
import java.util.Random;

/** Requests that were right once, spoilt by a seed: the same seed, the same bytes. */
final class HostileHeads {

    private static final List<String> RIGHT =
            List.of(
                    "GET /api/v1/health/live HTTP/1.1\r\nHost: evara.test\r\n\r\n",
                    "GET /api/v2/health/ready?x=1 HTTP/1.1\r\nHost: evara.test\r\n\r\n",
                    "HEAD /api/docs HTTP/1.1\r\nHost: evara.test\r\nAccept-Encoding: gzip\r\n\r\n",
                    """
                    GET /api/v1/nodes/6f1b1f0e-0000-4000-8000-000000000001 HTTP/1.1\r
                    Host: evara.test\r
                    Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln\r
                    X-Request-Id: abcdefgh\r
                    If-None-Match: "7"\r
                    \r
                    """,
                    """
                    POST /api/v1/auth/sign-in HTTP/1.1\r
                    Host: evara.test\r
                    Content-Type: application/json\r
                    Content-Length: 33\r
                    \r
                    {"email":"a@b.c","password":"no"}\
                    """,
                    """
                    POST /api/v1/auth/refresh HTTP/1.1\r
                    Host: evara.test\r
                    Cookie: evara_session=00; evara_events=e30\r
                    X-Requested-With: test\r
                    Transfer-Encoding: chunked\r
                    \r
                    2\r
                    {}\r
                    0\r
                    \r
                    """,
                    """
                    POST /api/v1/telemetry HTTP/1.1\r
                    Host: evara.test\r
                    X-Device-Key: evk_0000\r
                    Expect: 100-continue\r
                    Content-Length: 2\r
                    \r
                    {}\
                    """,
                    """
                    GET /api/v1/ws HTTP/1.1\r
                    Host: evara.test\r
                    Connection: Upgrade\r
                    Upgrade: websocket\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                    Sec-WebSocket-Protocol: bearer, e30\r
                    \r
                    """,
                    """
                    OPTIONS /api/v1/nodes HTTP/1.1\r
                    Host: evara.test\r
                    Origin: https://app.example.org\r
                    Access-Control-Request-Method: PUT\r
                    X-Forwarded-For: 203.0.113.9, 10.0.0.1\r
                    X-Forwarded-Proto: http\r
                    \r
                    """);

    private static final List<String> PIECES =
            List.of(
                    "\r\n",
                    "\n",
                    "\r",
                    "\r\n\r\n",
                    "\0",
                    "\t",
                    " ",
                    ":",
                    ",",
                    ";",
                    "=",
                    "\"",
                    "%",
                    "%00",
                    "%2e%2e/",
                    "%c0%af",
                    "/../",
                    "//",
                    "\\",
                    "?",
                    "#",
                    "*",
                    "\u00ff\u00fe",
                    "-1",
                    "99999999999999999999",
                    "HTTP/1.0",
                    "HTTP/9.9",
                    "HTTP/2.0",
                    "Content-Length: 5\r\n",
                    "Transfer-Encoding: chunked\r\n",
                    "Connection: close\r\n",
                    "Host: other.test\r\n",
                    " folded\r\n",
                    "Expect: the-unexpected\r\n",
                    "Authorization: Basic Og==\r\n",
                    "Range: bytes=0-\r\n",
                    "Upgrade: h2c\r\n",
                    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    private static final int MOST_CHANGES = 4;

    private HostileHeads() {}

    /** One of the right ones, changed in one to four places. */
    static String of(long seed) {
        Random chance = new Random(seed);
        String head = RIGHT.get(chance.nextInt(RIGHT.size()));
        int changes = 1 + chance.nextInt(MOST_CHANGES);
        for (int change = 0; change < changes; change++) {
            head = changed(head, chance);
        }
        return head;
    }

    private static String changed(String head, Random chance) {
        int from = chance.nextInt(head.length() + 1);
        int to = Math.min(head.length(), from + 1 + chance.nextInt(8));
        String before = head.substring(0, from);
        return switch (chance.nextInt(7)) {
            case 0 -> before + head.substring(to);
            case 1 -> before + piece(chance) + head.substring(from);
            case 2 -> before + piece(chance) + head.substring(to);
            case 3 -> before + (char) chance.nextInt(256) + head.substring(from);
            case 4 -> before + head.substring(from, to).repeat(3) + head.substring(to);
            case 5 -> before + "x".repeat(1 << chance.nextInt(15)) + head.substring(from);
            default -> before + RIGHT.get(chance.nextInt(RIGHT.size())) + head.substring(to);
        };
    }

    private static String piece(Random chance) {
        return PIECES.get(chance.nextInt(PIECES.size()));
    }
}

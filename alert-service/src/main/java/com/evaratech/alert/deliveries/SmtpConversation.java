package com.evaratech.alert.deliveries;

import com.evaratech.alert.deliveries.MailServer.Login;
import com.evaratech.alert.deliveries.MailServer.Security;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jboss.logging.Logger;

/**
 * A conversation with a mail server (RFC 5321) that hands over one message to one address. Blocks
 * its thread, and never longer than its time, whatever the other side does.
 *
 * <p>Written by hand, since all that is needed of the protocol is this: no attachments, no pool, no
 * event loop to wait for, and every answer with its number, by which it is known what is tried
 * again.
 */
final class SmtpConversation implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SmtpConversation.class);

    private static final int READY = 220;
    private static final int DONE = 250;
    private static final int FORWARDED = 251;
    private static final int SIGNED_IN = 235;
    private static final int GO_ON = 334;
    private static final int WRITE = 354;
    private static final int CODE = 3;
    private static final int LONGEST_LINE = 2_048;
    private static final int MOST_LINES = 100;
    private static final int LONGEST_REASON = 200;

    private final MailServer server;
    private final SSLSocketFactory tls;
    private final long deadlineNanos;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    /** What a server answered instead of what was asked for. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1;
        private static final int FOR_EVER = 500;

        private final boolean isForEver;

        private Refused(String reason, boolean isForEver) {
            super(reason);
            this.isForEver = isForEver;
        }

        /** Whether it is of this message and will not change. */
        boolean isForEver() {
            return isForEver;
        }
    }

    private record Reply(int code, List<String> lines) {
        boolean offers(String word) {
            return lines.stream()
                    .anyMatch(line ->
                            Arrays.asList(line.toUpperCase(Locale.ROOT).split("[ =]", -1))
                                    .contains(word));
        }

        Refused refused(boolean isOfTheMessage) {
            String said = "%d %s".formatted(code, String.join(" ", lines));
            String visible = said.replaceAll("[^\\x20-\\x7e]", "?").strip();
            return new Refused(
                    "it answered "
                            + visible.substring(0, Math.min(LONGEST_REASON, visible.length())),
                    isOfTheMessage && code >= Refused.FOR_EVER);
        }
    }

    private SmtpConversation(MailServer server, SSLSocketFactory tls, Duration time)
            throws IOException {
        this.server = server;
        this.tls = tls;
        this.deadlineNanos = System.nanoTime() + time.toNanos();
        this.socket = new Socket();
        try {
            var address = new InetSocketAddress(server.host(), server.port());
            if (address.isUnresolved()) {
                throw new UnknownHostException(server.host());
            }
            socket.connect(address, leftMillis());
            if (server.security() == Security.TLS) {
                secure();
            }
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Hands a message over.
     *
     * @param text with CR LF behind each line, none of which is a lonely dot
     * @param time for all of it
     * @throws Refused when the server does not take it
     * @throws IOException when it is not there, or not in time
     */
    static void deliver(
            MailServer server, SSLSocketFactory tls, MailAddress to, String text, Duration time)
            throws IOException, Refused {
        try (var conversation = new SmtpConversation(server, tls, time)) {
            conversation.open();
            conversation.handOver(to, text);
            conversation.end();
        }
    }

    private void open() throws IOException, Refused {
        expect(READY, read());
        Reply offered = hello();
        if (server.security() == Security.STARTTLS) {
            if (!offered.offers("STARTTLS")) {
                throw new Refused("it offers no STARTTLS, and nothing is sent in the open", false);
            }
            expect(READY, say("STARTTLS"));
            // What was sent before the connection was private is nobody's (CVE-2011-0411).
            if (in.available() > 0) {
                throw new Refused("it spoke before the connection was private", false);
            }
            secure();
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            offered = hello();
        }
        Login login = server.login();
        if (login != null) {
            signIn(login, offered);
        }
    }

    private Reply hello() throws IOException, Refused {
        Reply offered = say("EHLO " + literal(socket.getLocalAddress()));
        expect(DONE, offered);
        return offered;
    }

    /** Who has no name that others know says its address (RFC 5321, 4.1.3). */
    private static String literal(InetAddress address) {
        return address instanceof Inet6Address
                ? "[IPv6:%s]".formatted(address.getHostAddress().replaceFirst("%.*", ""))
                : "[%s]".formatted(address.getHostAddress());
    }

    private void signIn(Login login, Reply offered) throws IOException, Refused {
        if (offered.offers("PLAIN")) {
            String words = "\0%s\0%s".formatted(login.user(), login.password());
            expect(SIGNED_IN, say("AUTH PLAIN " + base64(words)));
        } else if (offered.offers("LOGIN")) {
            expect(GO_ON, say("AUTH LOGIN"));
            expect(GO_ON, say(base64(login.user())));
            expect(SIGNED_IN, say(base64(login.password())));
        } else {
            throw new Refused("it offers neither PLAIN nor LOGIN to sign in", false);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void handOver(MailAddress to, String text) throws IOException, Refused {
        // The same for every message: what is wrong with it is the operators' to mend.
        expect(DONE, say("MAIL FROM:<%s>".formatted(server.from().text())));
        Reply known = say("RCPT TO:<%s>".formatted(to.text()));
        if (known.code() != FORWARDED) {
            take(DONE, known);
        }
        take(WRITE, say("DATA"));
        write(text + ".\r\n");
        take(DONE, read());
    }

    /** It has the message: how it says good-bye is no matter. */
    private void end() {
        try {
            write("QUIT\r\n");
            socket.close();
        } catch (IOException e) {
            LOG.debugf("No good-bye cause=%s", e.toString());
        }
    }

    private static void expect(int code, Reply reply) throws Refused {
        if (reply.code() != code) {
            throw reply.refused(false);
        }
    }

    /** Of what is said of the message itself: what is refused for ever is not tried again. */
    private static void take(int code, Reply reply) throws Refused {
        if (reply.code() != code) {
            throw reply.refused(true);
        }
    }

    private Reply say(String command) throws IOException {
        write(command + "\r\n");
        return read();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private Reply read() throws IOException {
        var lines = new ArrayList<String>();
        while (lines.size() < MOST_LINES) {
            String line = line();
            if (line.length() < CODE || !line.substring(0, CODE).matches("[2-5][0-9]{2}")) {
                throw new IOException("it does not speak SMTP");
            }
            lines.add(line.length() > CODE ? line.substring(CODE + 1) : "");
            if (line.length() == CODE || line.charAt(CODE) != '-') {
                return new Reply(Integer.parseInt(line.substring(0, CODE)), List.copyOf(lines));
            }
        }
        throw new IOException("its answer does not end");
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        while (line.length() < LONGEST_LINE) {
            // Each byte may be the one that does not come.
            socket.setSoTimeout(leftMillis());
            int next = in.read();
            if (next < 0) {
                throw new IOException("it ended the connection");
            }
            if (next == '\n') {
                return line.toString().stripTrailing();
            }
            line.append((char) next);
        }
        throw new IOException("its answer does not end");
    }

    private void secure() throws IOException {
        var secure = (SSLSocket) tls.createSocket(socket, server.host(), server.port(), true);
        socket = secure;
        var parameters = secure.getSSLParameters();
        // The certificate must be of this host, which a socket does not ask by itself.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.setSoTimeout(leftMillis());
        secure.startHandshake();
    }

    private int leftMillis() throws SocketTimeoutException {
        long left = Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("its time is over");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

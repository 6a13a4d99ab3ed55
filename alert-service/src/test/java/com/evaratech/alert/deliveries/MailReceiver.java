package com.evaratech.alert.deliveries;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Somebody's mail server. Takes what comes unless it is told otherwise. */
final class MailReceiver implements AutoCloseable {

    /** How it treats a message. */
    enum Manner {
        TAKES,
        /** 530 to who sends: something is missing that no message can mend. */
        REFUSES_SENDER,
        /** 251 to the address: it goes on to another. */
        FORWARDS,
        /** Takes the message and ends the connection without waiting for a good-bye. */
        HANGS_UP,
        /** 451 to the address: come again. */
        IS_BUSY,
        /** 550 to the address: never. */
        KNOWS_NOBODY,
        /** 554 to the message. */
        REFUSES_MESSAGE,
        /** 535 to who signs in. */
        REFUSES_LOGIN,
        /** Takes the message and dies before it says so. */
        DIES,
        /** Says nothing from the message on. */
        STALLS,
        /** A byte now and then, without an end. */
        TRICKLES,
        /** No STARTTLS. */
        IS_OPEN,
        /** Speaks behind STARTTLS before the connection is private. */
        INJECTS
    }

    /** A message with its envelope. */
    record Mail(String from, String to, List<String> lines, boolean isPrivate) {

        String header(String name) {
            String begin = name + ": ";
            return lines.stream()
                    .filter(line -> line.startsWith(begin))
                    .map(line -> line.substring(begin.length()))
                    .findFirst()
                    .orElse("");
        }
    }

    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Manner> first = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private MailReceiver(ServerSocket server, @Nullable SSLContext tls) {
        this.server = server;
        this.tls = tls;
    }

    /**
     * One at a port.
     *
     * @param port 0: any
     * @param tls with a certificate for STARTTLS; {@code null}: none
     */
    static MailReceiver open(int port, @Nullable SSLContext tls) throws IOException {
        var socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        var receiver = new MailReceiver(socket, tls);
        receiver.threads.execute(receiver::accept);
        return receiver;
    }

    int port() {
        return server.getLocalPort();
    }

    List<Mail> mails() {
        return mails;
    }

    List<String> logins() {
        return logins;
    }

    /** How it treats the next connections, one after the other. */
    void behaveFirst(Manner... each) {
        first.addAll(List.of(each));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Manner next = first.poll();
                threads.execute(() -> serve(socket, next == null ? Manner.TAKES : next));
            } catch (IOException e) {
                return; // it is closed
            }
        }
    }

    private void serve(Socket opened, Manner manner) {
        try (Socket socket = opened) {
            new Conversation(socket, manner, false).greet();
        } catch (IOException e) {
            // Who called has hung up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With one caller. */
    private final class Conversation {

        private final Socket socket;
        private final Manner manner;
        private final boolean isPrivate;
        private final BufferedReader in;
        private String from = "";
        private String to = "";

        private Conversation(Socket socket, Manner manner, boolean isPrivate) throws IOException {
            this.socket = socket;
            this.manner = manner;
            this.isPrivate = isPrivate;
            this.in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        private void greet() throws IOException, InterruptedException {
            say("220 here");
            listen();
        }

        private void listen() throws IOException, InterruptedException {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase(Locale.ROOT).split("[ :]", -1)[0];
                switch (command) {
                    case "EHLO" -> {
                        say("250-here");
                        boolean isOffered = tls != null && !isPrivate && manner != Manner.IS_OPEN;
                        say(isOffered ? "250-STARTTLS" : "250-SIZE 1000000");
                        say("250 AUTH PLAIN LOGIN");
                    }
                    case "STARTTLS" -> {
                        secure();
                        return;
                    }
                    case "AUTH" -> {
                        logins.add(line);
                        say(manner == Manner.REFUSES_LOGIN ? "535 wrong" : "235 well");
                    }
                    case "MAIL" -> {
                        from = line;
                        say(manner == Manner.REFUSES_SENDER ? "530 who is it" : "250 well");
                    }
                    case "RCPT" -> {
                        to = line;
                        say(answerToAddress());
                    }
                    case "DATA" -> take();
                    default -> say("221 bye");
                }
            }
        }

        private String answerToAddress() {
            return switch (manner) {
                case IS_BUSY -> "451 come again";
                case FORWARDS -> "251 to another";
                case KNOWS_NOBODY -> "550-there is\r\n550 nobody";
                default -> "250 well";
            };
        }

        private void take() throws IOException, InterruptedException {
            say("354 write");
            List<String> lines = new CopyOnWriteArrayList<>();
            for (String line = in.readLine(); line != null && !line.equals("."); ) {
                lines.add(line);
                line = in.readLine();
            }
            mails.add(new Mail(from, to, lines, isPrivate));
            switch (manner) {
                case DIES -> socket.close();
                case HANGS_UP -> {
                    say("250 well");
                    socket.close();
                }
                case STALLS -> ended.await();
                case TRICKLES -> {
                    while (!ended.await(50, TimeUnit.MILLISECONDS)) {
                        socket.getOutputStream().write('2');
                    }
                }
                case REFUSES_MESSAGE -> say("554 not this");
                default -> say("250 well");
            }
        }

        private void secure() throws IOException, InterruptedException {
            if (tls == null) {
                say("502 no");
                return;
            }
            say(manner == Manner.INJECTS ? "220 go\r\n250 injected" : "220 go");
            var factory = tls.getSocketFactory();
            var secure =
                    (SSLSocket) factory.createSocket(socket, "localhost", socket.getPort(), true);
            secure.setUseClientMode(false);
            new Conversation(secure, manner, true).listen();
        }

        private void say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        ended.countDown();
        server.close();
        var _ = threads.shutdownNow();
    }
}

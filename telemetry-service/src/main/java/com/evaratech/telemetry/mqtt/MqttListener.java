package com.evaratech.telemetry.mqtt;

import com.evaratech.common.loop.Loop;
import com.evaratech.common.problem.DependencyUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.mqtt.MqttAuth;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens for devices by MQTT, when that is switched on, and lets in those whose key is good. Bytes
 * are read on one event loop; all that waits for a server does so on virtual threads.
 */
@Singleton
class MqttListener {

    /** The server that listens, and with TLS what keeps its certificate the newest. */
    private record Running(MqttServer server, Optional<Loop> following) {}

    private static final Logger LOG = Logger.getLogger(MqttListener.class);
    private static final int SECONDS_TO_CONNECT = 10;
    private static final Duration TO_LISTEN = Duration.ofSeconds(10);
    private static final Duration TO_FINISH = Duration.ofSeconds(5);
    // A renewed certificate has a month until the old one ends; the files are small.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final MqttSettings settings;
    private final MqttConfig config;
    private final Credentials credentials;
    private final Messages messages;
    private final MqttMetrics metrics;
    private final Slots slots;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Connected connected = new Connected();
    private @Nullable Running running;

    MqttListener(
            Vertx vertx,
            MqttSettings settings,
            MqttConfig config,
            Credentials credentials,
            Messages messages,
            MqttMetrics metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.config = config;
        this.credentials = credentials;
        this.messages = messages;
        this.metrics = metrics;
        this.slots = new Slots(config.connections(), config.connectionsPerKey());
    }

    void start(@Observes StartupEvent event) {
        if (settings.isEnabled()) {
            metrics.watch(slots::taken, waitingBytes::get);
            Optional<TlsKeys> keys = settings.keys(vertx);
            MqttServerOptions options = settings.options();
            int port =
                    keys.isPresent() ? listen(options, keys.get(), BETWEEN_LOOKS) : listen(options);
            LOG.infof("Listening by MQTT port=%d tls=%b", port, keys.isPresent());
        }
    }

    /** Listens by TLS, and goes on by what the files of the keys hold then; the port. */
    int listen(MqttServerOptions options, TlsKeys keys, Duration betweenLooks) {
        var _ = options.setSsl(true).setKeyCertOptions(KeyCertOptions.wrap(keys));
        var following =
                new Loop(
                        "mqtt certificate",
                        () -> {
                            if (keys.look()) {
                                LOG.info("MQTT goes on by the certificate that was renewed");
                            }
                            return betweenLooks;
                        });
        int port = listen(options, Optional.of(following));
        following.start();
        return port;
    }

    /** Listens; the port. */
    int listen(MqttServerOptions options) {
        return listen(options, Optional.empty());
    }

    private int listen(MqttServerOptions options, Optional<Loop> following) {
        var _ =
                options.setMaxMessageSize(config.messageBytes())
                        .setTimeoutOnConnect(SECONDS_TO_CONNECT);
        MqttServer starting =
                MqttServer.create(vertx, options)
                        .endpointHandler(this::connect)
                        .exceptionHandler(_ -> metrics.ended(Ending.PROTOCOL));
        var listening = new CompletableFuture<MqttServer>();
        Context context = vertx.getOrCreateContext();
        // What a device sends behind its end, or in front of its beginning, is nobody's error.
        context.exceptionHandler(
                fault -> LOG.debugf("Packet of no connection cause=%s", fault.getMessage()));
        context.runOnContext(_ ->
                Future.<MqttServer>future(listens -> starting.listen().onComplete(listens))
                        .onSuccess(listening::complete)
                        .onFailure(listening::completeExceptionally));
        try {
            var _ = listening.orTimeout(TO_LISTEN.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            throw new ConfigurationException(
                    "MQTT cannot be listened for on %s port %d: %s"
                            .formatted(options.getHost(), options.getPort(), e.getCause()),
                    e);
        }
        running = new Running(starting, following);
        return starting.actualPort();
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    /** Sends all away, once what they sent last has its answer. */
    void close() {
        @Nullable Running ending = running;
        if (ending == null) {
            return;
        }
        ending.following().ifPresent(Loop::stop);
        connected.all().forEach(connection -> connection.end(Ending.SHUTDOWN));
        try {
            await(ending.server().close());
            for (DeviceConnection connection : connected.all()) {
                if (!connection.awaitOver(TO_FINISH)) {
                    LOG.warn("Messages are still under way; their devices will send them again");
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<Void> closed) throws InterruptedException {
        try {
            var _ =
                    closed.toCompletionStage()
                            .toCompletableFuture()
                            .get(TO_FINISH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("MQTT was not closed in order cause=%s", e);
        }
    }

    private void connect(MqttEndpoint endpoint) {
        var _ = Thread.ofVirtual().name("mqtt connect").start(() -> admit(endpoint));
    }

    private void admit(MqttEndpoint endpoint) {
        var peer = new Peer(endpoint);
        try {
            Optional<Credential> credential = credential(endpoint.auth());
            if (credential.isEmpty()) {
                refuse(peer, Refused.BAD_KEY);
                return;
            }
            String client = credential.get().name() + ' ' + endpoint.clientIdentifier();
            endOlder(client);
            Optional<Refused> full = slots.take(credential.get().name());
            if (full.isPresent()) {
                refuse(peer, full.get());
                return;
            }
            open(endpoint, peer, credential.get(), client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            peer.hangUp();
        } catch (DependencyUnavailable | SQLException away) {
            refuse(peer, Refused.UNAVAILABLE);
        } catch (RuntimeException fault) { // the thread's outermost edge
            LOG.errorf(fault, "Device could not be let in");
            peer.hangUp();
        }
    }

    /**
     * A device that connects again has lost its connection, whatever this side knows of it
     * (MQTT-3.1.4-3): its slot is free then. Of another key it cannot be.
     */
    private void endOlder(String client) throws InterruptedException {
        @Nullable DeviceConnection older = connected.latest(client);
        if (older != null) {
            older.end(Ending.TAKEN_OVER);
            boolean _ = older.awaitOver(TO_FINISH);
        }
    }

    private Optional<Credential> credential(@Nullable MqttAuth auth) throws SQLException {
        return auth == null
                ? Optional.empty()
                : credentials.find(auth.getUsername(), auth.getPassword());
    }

    private void refuse(Peer peer, Refused why) {
        metrics.refused(why);
        peer.refuse(why);
    }

    private void open(MqttEndpoint endpoint, Peer peer, Credential credential, String client) {
        var inbox = new Inbox(config.waitingMessages(), waitingBytes);
        var connection =
                new DeviceConnection(
                        peer,
                        credential,
                        messages,
                        metrics,
                        inbox,
                        over -> forget(over, credential, client));
        // Known before it is open: one that comes while the process ends is sent away, too.
        connected.add(client, connection);
        try {
            connection.open(endpoint, config);
        } catch (IllegalStateException gone) {
            forget(connection, credential, client);
        }
    }

    private void forget(DeviceConnection connection, Credential credential, String client) {
        connected.remove(client, connection);
        slots.free(credential.name());
    }
}

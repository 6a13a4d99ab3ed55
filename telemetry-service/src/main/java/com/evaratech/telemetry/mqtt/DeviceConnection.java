package com.evaratech.telemetry.mqtt;

import com.evaratech.telemetry.ingest.Taken;
import com.evaratech.telemetry.mqtt.Inbox.Item;
import com.evaratech.telemetry.mqtt.Messages.Fate;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One device that is connected. Messages are taken one after the other, in their order, on a
 * virtual thread of its own; what cannot be taken now is held, and so is everything behind it: a
 * device that gets no answer sends no more. What came before the device hung up is taken all the
 * same.
 */
final class DeviceConnection {

    private static final Logger LOG = Logger.getLogger(DeviceConnection.class);

    // Longer than Redis or a database takes to be there again. Beyond that the device is sent away,
    // and sends what has no answer to whom it finds next.
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    // Pings and subscriptions; a device that keeps alive pings a few times.
    private static final int MOST_ASKED_A_MINUTE = 120;

    private final Peer peer;
    private final Credential credential;
    private final Messages messages;
    private final MqttMetrics metrics;
    private final Inbox inbox;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread worker;
    private long askedInMinute;
    private int asked;

    /**
     * @param whenOver is told once nothing of it is left
     */
    DeviceConnection(
            Peer peer,
            Credential credential,
            Messages messages,
            MqttMetrics metrics,
            Inbox inbox,
            Consumer<DeviceConnection> whenOver) {
        this.peer = peer;
        this.credential = credential;
        this.messages = messages;
        this.metrics = metrics;
        this.inbox = inbox;
        this.worker =
                Thread.ofVirtual()
                        .name("mqtt")
                        .unstarted(() -> {
                            try {
                                work();
                            } finally {
                                metrics.dropped(inbox.clear());
                                whenOver.accept(this);
                            }
                        });
    }

    /**
     * Listens to the device and lets it in.
     *
     * @throws IllegalStateException when it is gone already
     */
    void open(MqttEndpoint endpoint, MqttConfig config) {
        var _ =
                endpoint.autoKeepAlive(false)
                        .pingHandler(_ -> answer(peer::pong))
                        .publishHandler(this::receive)
                        .subscribeHandler(wish -> answer(() -> peer.answer(wish)))
                        .unsubscribeHandler(wish -> answer(() -> peer.answer(wish)))
                        .exceptionHandler(this::fail)
                        .closeHandler(_ -> inbox.close());
        worker.start();
        peer.accept(config);
    }

    /** Sends the device away: once, for the first reason. */
    void end(Ending why) {
        synchronized (ended) {
            if (ended.getCount() == 0) {
                return;
            }
            ended.countDown();
        }
        metrics.ended(why);
        LOG.debugf("Device is sent away key=%s reason=%s", credential.name(), why.tag());
        peer.end(why);
        // Whoever was not there any more when it was sent away is not told to have gone.
        inbox.close();
    }

    /** Waits until what is under way has its answer. */
    boolean awaitOver(Duration patience) throws InterruptedException {
        return worker.join(patience);
    }

    /** What costs the device two bytes is not answered without end; on the event loop. */
    private void answer(Runnable answer) {
        long now = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime());
        if (now != askedInMinute) {
            askedInMinute = now;
            asked = 0;
        }
        asked++;
        if (asked > MOST_ASKED_A_MINUTE) {
            end(Ending.TOO_FAST);
        } else {
            answer.run();
        }
    }

    private void receive(MqttPublishMessage message) {
        if (message.qosLevel() == MqttQoS.EXACTLY_ONCE) {
            end(Ending.EXACTLY_ONCE);
            return;
        }
        int id = message.qosLevel() == MqttQoS.AT_LEAST_ONCE ? message.messageId() : 0;
        var item = new Item.Message(id, message.topicName(), message.payload().getBytes());
        if (!inbox.add(item)) {
            metrics.dropped(1);
            end(Ending.TOO_MUCH_WAITS);
        }
    }

    private void fail(Throwable fault) {
        if (fault instanceof TooLongFrameException) {
            end(Ending.TOO_LARGE);
        } else if (!(fault instanceof IOException)) {
            end(Ending.PROTOCOL);
        }
    }

    private void work() {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn =
                        switch (inbox.next()) {
                            case Item.End _ -> false;
                            case Item.Message message -> settle(message);
                        };
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) { // the connection's outermost edge
            LOG.errorf(fault, "Message could not be dealt with key=%s", credential.name());
            end(Ending.FAULT);
        }
    }

    /** Takes a message, or holds it until it can be; whether the next one may come. */
    private boolean settle(Item.Message message) throws InterruptedException {
        try {
            Duration waited = Duration.ZERO;
            while (true) {
                Fate fate = messages.take(credential, message.topic(), message.payload());
                if (!(fate instanceof Fate.Judged(Taken taken))) {
                    end(((Fate.End) fate).why());
                    return false;
                }
                metrics.count(taken);
                if (!(taken instanceof Taken.Later later)) {
                    if (message.wantsAnswer()) {
                        peer.acknowledge(message.id(), taken);
                    }
                    return true;
                }
                if (waited.compareTo(PATIENCE) >= 0) {
                    end(later.isSendersFault() ? Ending.TOO_FAST : Ending.UNAVAILABLE);
                    return false;
                }
                Duration pause = min(later.pause(), LONGEST_PAUSE);
                waited = waited.plus(pause);
                if (ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    metrics.dropped(1);
                    return false;
                }
            }
        } finally {
            inbox.done(message);
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

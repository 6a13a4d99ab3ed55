package com.evaratech.local.thingspeak;

import com.evaratech.local.thingspeak.campus.Campus;
import com.evaratech.local.thingspeak.campus.CampusOptions;
import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.channels.StandInClock;
import com.evaratech.local.thingspeak.misbehave.AnswerSender;
import com.evaratech.local.thingspeak.misbehave.ChannelControl;
import com.evaratech.local.thingspeak.misbehave.FaultControl;
import com.evaratech.local.thingspeak.misbehave.FaultTable;
import com.evaratech.local.thingspeak.misbehave.RequestCounts;
import com.evaratech.local.thingspeak.misbehave.StrangeRows;
import com.evaratech.local.thingspeak.protocol.ThingSpeakApi;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A running stand-in for ThingSpeak. Thread-safe. */
public final class StandIn implements AutoCloseable {
    /** Bulk writes of paid accounts hold 14,400 messages; that many with eight long values fit. */
    private static final long BODY_LIMIT = 32L << 20;

    private final Vertx vertx;
    private final String host;
    private final ChannelStore store;
    private final StandInClock clock;
    private final FaultTable faults;
    private final RequestCounts counts;
    private final StrangeRows strangeRows;
    private final Plays plays;
    private final Ticker ticker;
    private final Ports ports;

    private StandIn(StandInOptions options) throws IOException {
        host = options.host();
        clock = new StandInClock(options.clock());
        store = new ChannelStore(options.rowsPerChannel());
        faults = new FaultTable(options.seed());
        counts = new RequestCounts(clock);
        strangeRows = new StrangeRows(clock);
        plays = Plays.create(options, store, clock);
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
        try {
            ports = listen(options);
        } catch (RuntimeException notListening) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            throw notListening;
        }
        ticker = Ticker.start(plays::tick);
    }

    /**
     * Starts a server; it answers when this returns. The history of a campus is produced before.
     *
     * @throws IOException when recordings cannot be read
     * @throws java.util.concurrent.CompletionException when a port cannot be had
     */
    public static StandIn start(StandInOptions options) throws IOException {
        return new StandIn(options);
    }

    private Ports listen(StandInOptions options) {
        Router api = Router.router(vertx);
        ApiHandler handler =
                new ApiHandler(
                        new ThingSpeakApi(store, clock, options.protocol()),
                        faults,
                        counts,
                        new AnswerSender(vertx));
        boolean together = options.controlPort().isEmpty();
        Router control = together ? api : Router.router(vertx);
        control(control, options);
        // POST and DELETE carry forms and JSON; a poll is spared the body handler
        BodyHandler bodies =
                BodyHandler.create(false).setBodyLimit(BODY_LIMIT).setMergeFormAttributes(true);
        api.route(HttpMethod.POST, "/*").handler(bodies);
        api.route(HttpMethod.DELETE, "/*").handler(bodies);
        api.route().handler(handler);
        int port = listen(api, options.port());
        return new Ports(port, together ? port : listen(control, options.controlPort().getAsInt()));
    }

    private void control(Router router, StandInOptions options) {
        long interval =
                options.campus().map(CampusOptions::interval).map(i -> i.toSeconds()).orElse(0L);
        new ControlRouter(store, clock)
                .mount(
                        router,
                        new ChannelListing(store, plays.campus(), interval),
                        new ChannelControl(store, strangeRows, clock),
                        new FaultControl(faults, counts),
                        plays);
    }

    private int listen(Router router, int port) {
        return vertx.createHttpServer(new HttpServerOptions().setHost(host).setPort(port))
                .requestHandler(router)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    /** Where ThingSpeak's interface is, for example {@code http://127.0.0.1:43210}. */
    public URI uri() {
        return URI.create("http://" + host + ":" + ports.api());
    }

    /** Where the control interface is; its paths begin with {@code /standin}. */
    public URI controlUri() {
        return URI.create("http://" + host + ":" + ports.control());
    }

    public ChannelStore store() {
        return store;
    }

    public StandInClock clock() {
        return clock;
    }

    public FaultTable faults() {
        return faults;
    }

    public RequestCounts counts() {
        return counts;
    }

    public StrangeRows strangeRows() {
        return strangeRows;
    }

    /** The modelled campus, if one was asked for. */
    public Optional<Campus> campus() {
        return plays.campus();
    }

    /** Files of the recordings' folder that were left out, and why. */
    public Map<Path, String> skippedFiles() {
        return plays.skippedFiles();
    }

    /** Stops the server and everything that it plays. */
    @Override
    public void close() {
        ticker.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private record Ports(int api, int control) {}
}

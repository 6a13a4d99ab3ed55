package com.evaratech.local.thingspeak;

import com.evaratech.local.thingspeak.campus.Campus;
import com.evaratech.local.thingspeak.campus.CampusControl;
import com.evaratech.local.thingspeak.campus.CampusOptions;
import com.evaratech.local.thingspeak.campus.CampusPlayer;
import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.replay.Replay;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What brings rows by itself: the campus and the recordings, each if asked for. */
final class Plays {
    private final Optional<Campus> campus;
    private final Optional<CampusPlayer> player;
    private final Optional<Replay> replay;

    private Plays(Optional<Campus> campus, Optional<CampusPlayer> player, Optional<Replay> replay) {
        this.campus = campus;
        this.player = player;
        this.replay = replay;
    }

    /**
     * Creates the channels and produces the campus' history.
     *
     * @throws IOException when the recordings cannot be read
     */
    static Plays create(StandInOptions options, ChannelStore store, InstantSource clock)
            throws IOException {
        Optional<Campus> campus =
                options.campus()
                        .map(of -> new Campus(of, store, clock.instant().minus(of.history())));
        Optional<CampusPlayer> player =
                campus.map(model ->
                        new CampusPlayer(
                                model,
                                clock,
                                options.campus().map(CampusOptions::speed).orElse(1.0)));
        Optional<Replay> replay =
                options.replay().isPresent()
                        ? Optional.of(Replay.start(options.replay().get(), store, clock))
                        : Optional.empty();
        return new Plays(campus, player, replay);
    }

    Optional<Campus> campus() {
        return campus;
    }

    Map<Path, String> skippedFiles() {
        return replay.map(Replay::skipped).orElse(Map.of());
    }

    /** Lets rows appear that are due by now. */
    void tick() {
        player.ifPresent(CampusPlayer::tick);
        replay.ifPresent(Replay::tick);
    }

    void mount(Router router) {
        if (campus.isPresent() && player.isPresent()) {
            new CampusControl(campus.get(), player.get()).mount(router);
        }
    }
}

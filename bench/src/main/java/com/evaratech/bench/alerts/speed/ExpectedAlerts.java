package com.evaratech.bench.alerts.speed;

import com.evaratech.alert.evaluate.Trial;
import com.evaratech.alert.evaluate.Trial.Turn;
import com.evaratech.bench.site.Tank;
import com.evaratech.bench.site.TenRules;
import com.evaratech.common.reading.Reading;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Which alerts readings open: what is sent is known, so what must come of it is, too. One that is
 * lost on the way would otherwise only be missing from the figures.
 */
final class ExpectedAlerts {

    private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

    private final List<Tank> tanks;
    private final List<List<Trial>> trials = new ArrayList<>();

    /** Before the first reading of these tanks, each of which all ten rules watch. */
    ExpectedAlerts(List<Tank> tanks) {
        this.tanks = tanks;
        for (Tank _ : tanks) {
            trials.add(TenRules.CONDITIONS.stream().map(each -> new Trial(each, ZONE)).toList());
        }
    }

    /**
     * An alert that opens.
     *
     * @param at when the reading that opens it was measured
     */
    record Opening(UUID nodeId, Instant at) {}

    /** What one reading of a tank opens. */
    List<Opening> of(Tank tank, Reading reading) {
        var openings = new ArrayList<Opening>();
        for (Trial trial : trials.get(tank.place())) {
            if (trial.judge(reading) == Turn.OPENED) {
                openings.add(new Opening(UUID.fromString(tank.id()), reading.recordedAt()));
            }
        }
        return openings;
    }

    /** What the requests open that were accepted. */
    List<Opening> of(Requests requests) {
        var openings = new ArrayList<Opening>();
        for (int number = 0; number < requests.count(); number++) {
            if (requests.isAnswered(number)) {
                Tank tank = tanks.get(Requests.tank(number));
                for (Reading reading : requests.readings(number, tank)) {
                    openings.addAll(of(tank, reading));
                }
            }
        }
        return openings;
    }
}

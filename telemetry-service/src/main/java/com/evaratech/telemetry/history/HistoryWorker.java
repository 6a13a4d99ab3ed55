package com.evaratech.telemetry.history;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.reading.normalise.TimeWindow;
import com.evaratech.telemetry.aside.AsideDatabase;
import com.evaratech.telemetry.history.ImportWork.Progress;
import com.evaratech.telemetry.history.Portion.Made;
import com.evaratech.telemetry.ingest.Rejections;
import com.evaratech.telemetry.ingest.Rejections.Way;
import com.evaratech.telemetry.retention.KeptDays;
import com.evaratech.telemetry.store.Forecast;
import com.evaratech.telemetry.store.Forecast.Expected;
import com.evaratech.telemetry.store.Outcome;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with imports, portion by portion: reads rows, decides and notes what will become of them,
 * puts their readings on the way and waits until they are stored. Whoever goes on when this process
 * dies sends the portion again, which changes nothing, and counts it as it was decided.
 */
@Singleton
class HistoryWorker {

    private static final Logger LOG = Logger.getLogger(HistoryWorker.class);

    // Far more than the longest record; memory of one portion is a few times as much.
    private static final int WINDOW_BYTES = 1 << 20;

    // As many as a round of the writer takes in a tenth of a second.
    private static final int MOST_RECORDS = 4_000;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Cells UNKNOWN = new Cells(',');
    private static final String TOO_LONG =
            "a row of at most %d bytes".formatted(FileWindow.LONGEST_BYTES);

    // History is in no hurry: in front of live readings it would fill the bus, and hold up alerts.
    private static final int MOST_A_SECOND = 2_000;

    private final AsideDatabase database;
    private final WorkRepository imports;
    private final Directory directory;
    private final Delivery delivery;
    private final Rejections rejections;
    private final KeptDays kept;
    private final InstantSource clock;
    private final Loop loop = new Loop("history-imports", this::turn);

    HistoryWorker(
            AsideDatabase database,
            WorkRepository imports,
            Directory directory,
            Delivery delivery,
            Rejections rejections,
            KeptDays kept,
            InstantSource clock) {
        this.database = database;
        this.imports = imports;
        this.directory = directory;
        this.delivery = delivery;
        this.rejections = rejections;
        this.kept = kept;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Deals with one portion of one import; how long to wait before the next. */
    Duration turn() throws SQLException, InterruptedException {
        Optional<ImportWork> taken = imports.take();
        if (taken.isEmpty()) {
            imports.giveUpThoseNobodySends();
            return BETWEEN_LOOKS;
        }
        ImportWork work = taken.get();
        try {
            return goOn(work);
        } catch (FileUnreadable unreadable) {
            imports.finish(work, Optional.of(String.valueOf(unreadable.getMessage())));
            LOG.infof("Import cannot be read import=%d", work.number());
            return Duration.ZERO;
        } catch (DependencyUnavailable away) {
            imports.release(work);
            return away.retryAfter().orElse(BETWEEN_LOOKS);
        }
    }

    private Duration goOn(ImportWork work)
            throws SQLException, InterruptedException, FileUnreadable {
        Progress progress = work.progress();
        @Nullable String header = progress.header();
        if (header == null) {
            readHeader(work);
            return Duration.ZERO;
        }
        if (progress.position() >= work.received()) {
            imports.finish(work, Optional.empty());
            LOG.infof("Import is done import=%d rows=%d", work.number(), progress.counts().rows());
            return Duration.ZERO;
        }
        return deal(work, Cells.of(header), header);
    }

    private Duration deal(ImportWork work, Cells cells, String header)
            throws SQLException, InterruptedException, FileUnreadable {
        @Nullable Ahead decided = work.ahead();
        Instant at =
                decided == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : decided.at();
        FileWindow window = window(work, cells, decided);
        Portion portion = read(work, cells, header, window, at);
        Ahead ahead;
        if (decided == null) {
            long position = work.progress().position() + window.consumed();
            ahead = new Ahead(position, window.line(), at, judge(portion));
            if (!imports.decide(work, ahead)) {
                return Duration.ZERO;
            }
        } else {
            ahead = decided;
        }
        Optional<Duration> refused = delivery.deliver(portion.made(), clock.instant());
        if (refused.isPresent()) {
            imports.release(work);
            return refused.get();
        }
        if (imports.settle(work, ahead, portion.errors())) {
            portion.errors().forEach(each -> rejections.count(Way.IMPORT, each.because()));
        }
        return Duration.ofSeconds(1).multipliedBy(portion.made().size()).dividedBy(MOST_A_SECOND);
    }

    private FileWindow window(ImportWork work, Cells cells, @Nullable Ahead decided)
            throws SQLException {
        long position = work.progress().position();
        long until =
                decided == null
                        ? Math.min(work.received(), position + WINDOW_BYTES)
                        : decided.position();
        byte[] bytes = imports.read(work.number(), position, (int) (until - position));
        // What was decided is whole records: nothing of it is left for another portion.
        boolean isEnd = decided != null || until == work.received();
        return new FileWindow(cells, bytes, isEnd, work.progress().line());
    }

    private void readHeader(ImportWork work) throws SQLException, FileUnreadable {
        byte[] bytes = imports.read(work.number(), 0, WINDOW_BYTES);
        var window = new FileWindow(UNKNOWN, bytes, bytes.length >= work.received(), 1);
        FileWindow.Raw first =
                window.next()
                        .filter(raw -> !raw.isTooLong())
                        .orElseThrow(() -> new FileUnreadable("The file has no line of names."));
        // Editors mark UTF-8 by a sign that is none.
        String header =
                first.text().startsWith("\ufeff") ? first.text().substring(1) : first.text();
        if (header.indexOf('\0') >= 0) {
            throw new FileUnreadable("The file is no text in UTF-8.");
        }
        var _ = layout(work, Cells.of(header), header);
        boolean _ = imports.begin(work, header, window.consumed(), window.line());
    }

    private static Layout layout(ImportWork work, Cells cells, String header)
            throws FileUnreadable {
        return Layout.of(work.format(), cells.split(header), work.meaning(), work.nodeId() != null);
    }

    private Portion read(ImportWork work, Cells cells, String header, FileWindow window, Instant at)
            throws FileUnreadable {
        Layout layout = layout(work, cells, header);
        var nodes = new ImportNodes(directory, work.meaning(), work.communityId(), work.nodeId());
        var reader = new RowReader(layout, work.meaning(), nodes, at, window());
        Optional<FileWindow.Raw> raw = window.next();
        for (int records = 1; raw.isPresent(); records++) {
            FileWindow.Raw each = raw.get();
            if (each.isTooLong()) {
                reader.addUnreadable(each.line(), each.text(), TOO_LONG);
            } else {
                reader.add(new FileRecord(each.line(), cells.split(each.text())));
            }
            // A portion that was decided is as long as it was then.
            raw = records < MOST_RECORDS ? window.next() : Optional.empty();
        }
        return reader.finish();
    }

    /** Whatever is kept may be brought. */
    private TimeWindow window() {
        return new TimeWindow(Duration.ofDays(kept.whole()), TimeWindow.STANDARD.ahead());
    }

    private ImportCounts judge(Portion portion) throws SQLException {
        Map<Kind, List<Expected>> byKind = new EnumMap<>(Kind.class);
        for (Made each : portion.made()) {
            byKind.computeIfAbsent(Kind.valueOf(each.node().kind()), _ -> new ArrayList<>())
                    .add(new Expected(each.node().number(), each.reading()));
        }
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        try (var connection = database.getConnection()) {
            for (var each : byKind.entrySet()) {
                Forecast.of(connection, each.getKey(), each.getValue())
                        .forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
            }
        }
        return ImportCounts.of(
                portion.rows(), outcomes, portion.rejected(), portion.errors().size());
    }
}

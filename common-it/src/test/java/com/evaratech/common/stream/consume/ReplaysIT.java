package com.evaratech.common.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.audit.AuditCause;
import com.evaratech.common.local.StreamSchema;
import com.evaratech.common.local.TakingBack;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.dead.DeadLetterContent;
import com.evaratech.common.stream.dead.DeadLetterFilter;
import com.evaratech.common.stream.dead.DeadLetterProblem;
import com.evaratech.common.stream.dead.DeadLetterRow;
import com.evaratech.common.stream.dead.DeadLetters;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead letters that are tried again, and what people see of them. */
class ReplaysIT {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DeadLetters.Actor ANN =
            new DeadLetters.Actor("ann", new AuditCause("request-1", "192.0.2.1"));

    private final StreamDefinition stream =
            new StreamDefinition("replays" + COUNT.incrementAndGet(), 2, Set.of("counting"));
    private final StreamSchema schema = StreamSchema.create();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final DeadLetters letters =
            new DeadLetters(TakingBack.pooled(schema.database()), schema.name());
    private final StreamPublisher publisher =
            StreamPublisher.start(TestRedis.bus(), stream, PublisherLimits.DEFAULT, meters);

    @SuppressWarnings("NullAway.Init") // started before each test
    private StreamConsumer consumer;

    @BeforeEach
    void start() throws SQLException {
        consumer =
                StreamConsumer.start(
                        TestRedis.bus(),
                        TakingBack.pooled(schema.database()),
                        stream,
                        ConsumerSettings.of("counting", schema.name()),
                        new Counting(schema.name()),
                        meters);
    }

    @AfterEach
    void close() {
        consumer.close();
        publisher.close();
    }

    @Test
    void shouldHaveTheEffectOfALetterOnceWhatRefusedItIsMended() throws SQLException {
        DeadLetterRow letter = refusedByDatabase(-1);
        schema.admin("alter table %s.effect drop constraint effect_value_check");

        letters.replay(number(letter), ANN);
        letters.replay(number(letter), ANN);

        await().atMost(PATIENCE).until(() -> list().isEmpty());
        assertThat(effects()).containsExactly(-1L);
        assertThat(audit("replayed")).isEqualTo(1);
        assertThat(audit("replay_wanted")).isEqualTo(2);
        assertThat(replayed("done")).isEqualTo(1);
        assertThatThrownBy(() -> letters.replay(number(letter), ANN))
                .isInstanceOf(DeadLetterProblem.class);
    }

    @Test
    void shouldKeepALetterThatIsRefusedAgainAndGoOnWithTheRest() throws SQLException {
        DeadLetterRow letter = refusedByDatabase(-2);

        letters.replay(number(letter), ANN);

        await().atMost(PATIENCE).until(() -> list().getFirst().replays() == 1);
        DeadLetterRow after = list().getFirst();
        assertThat(after.state()).isEqualTo(DeadLetterRow.State.WAITING);
        assertThat(after.reason()).isEqualTo("refused_by_database");
        assertThat(after.replayedAt()).isNotNull();
        assertThat(audit("replay_refused")).isEqualTo(1);
        assertThat(replayed("refused")).isEqualTo(1);
        accept(Counting.entry(7, 5));
        await().atMost(PATIENCE).until(() -> effects().equals(List.of(5L)));
    }

    @Test
    void shouldKeepALetterThatStillCannotBeRead() throws SQLException {
        accept(new Entry(1, Counting.NUMBER, 7, null, new byte[] {1, 2}));
        DeadLetterRow letter = theOnly();
        assertThat(letter.reason()).isEqualTo("unreadable");

        letters.replay(number(letter), ANN);

        await().atMost(PATIENCE).until(() -> list().getFirst().replays() == 1);
        assertThat(effects()).isEmpty();
    }

    @Test
    void shouldTryAgainNoLetterThatNobodyWantsToBe() {
        var _ = refusedByDatabase(-1);
        schema.admin("alter table %s.effect drop constraint effect_value_check");
        accept(Counting.entry(7, 5));

        await().atMost(PATIENCE).until(() -> effects().equals(List.of(5L)));
        assertThat(list()).hasSize(1);
    }

    @Test
    void shouldShowALetterWithItsContentAndDiscardIt() throws SQLException {
        DeadLetterRow letter = refusedByDatabase(-1);

        DeadLetterContent content = letters.find(number(letter));

        assertThat(content.letter()).isEqualTo(letter);
        assertThat(content.envelope())
                .isEqualTo(new DeadLetterContent.Envelope(1, Counting.NUMBER, 7, null));
        assertThat(content.readings()).isNull();
        assertThat(letter.bytes()).isEqualTo(Base64.getDecoder().decode(content.content()).length);

        letters.discard(number(letter), ANN);

        assertThat(list()).isEmpty();
        assertThat(audit("discarded")).isEqualTo(1);
        assertThatThrownBy(() -> letters.discard(number(letter), ANN))
                .isInstanceOf(DeadLetterProblem.class);
        assertThatThrownBy(() -> letters.find("x")).isInstanceOf(DeadLetterProblem.class);
    }

    @Test
    void shouldListLettersInPagesNewestFirst() throws SQLException {
        for (int i = 1; i <= 5; i++) {
            accept(Counting.entry(7, -i));
            int count = i;
            await().atMost(PATIENCE).until(() -> list().size() == count);
        }
        accept(new Entry(1, Counting.NUMBER, 7, null, new byte[] {1, 2}));
        await().atMost(PATIENCE).until(() -> list().size() == 6);

        var first = letters.list(filter(Map.of("limit", "4")));
        var second =
                letters.list(
                        filter(
                                Map.of(
                                        "limit",
                                        "4",
                                        "cursor",
                                        Objects.requireNonNull(first.next()))));

        assertThat(first.items()).hasSize(4).isEqualTo(list().subList(0, 4));
        assertThat(second.items()).isEqualTo(list().subList(4, 6));
        assertThat(second.next()).isNull();
        assertThat(letters.list(filter(Map.of("reason", "unreadable"))).items()).hasSize(1);
    }

    private DeadLetterRow refusedByDatabase(long value) {
        accept(Counting.entry(7, value));
        return theOnly();
    }

    private DeadLetterRow theOnly() {
        await().atMost(PATIENCE).until(() -> list().size() == 1);
        return list().getFirst();
    }

    private void accept(Entry entry) {
        await().atMost(PATIENCE)
                .until(() -> publisher.publish(entry).join() instanceof Acceptance.Accepted);
    }

    private List<DeadLetterRow> list() {
        try {
            return letters.list(filter(Map.of())).items();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DeadLetterFilter filter(Map<String, String> given) {
        return DeadLetterFilter.of(given::get);
    }

    private static String number(DeadLetterRow letter) {
        return letter.path().substring(letter.path().lastIndexOf('/') + 1);
    }

    private List<Long> effects() {
        return schema.numbers("select value from %s.effect order by number");
    }

    private long audit(String action) {
        return schema.numbers(
                        "select count(*) from %s.audit where subject_type = 'dead_letter' and actor = 'ann'"
                                + " and request_id = 'request-1' and action = '"
                                + action
                                + "'")
                .getFirst();
    }

    private double replayed(String outcome) {
        return meters.get("evara.dead.letters.replayed").tag("outcome", outcome).counter().count();
    }
}

package com.evaratech.common.directory.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.directory.store.DirectoryItem;
import com.evaratech.common.outbox.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ItemsTest {

    private static final DirectoryKind<String, String> KIND =
            new DirectoryKind<>("thing", id -> id, (id, json) -> json);
    private static final ChangeListener<Object, Object> NOBODY = (key, before, after) -> {};

    @Provide
    Arbitrary<List<DirectoryItem>> arrivals() {
        return Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.longs().between(0, 2),
                        Arbitraries.longs().between(1, 5))
                // One content a version, as one event has.
                .as((id, incarnation, number) ->
                        new DirectoryItem(
                                "thing",
                                id,
                                new Version(incarnation, number),
                                number == 3 ? null : incarnation + "." + number,
                                null))
                .list()
                .ofMaxSize(40);
    }

    @Property
    void shouldKeepTheNewestInWhateverOrderVersionsCome(
            @ForAll("arrivals") List<DirectoryItem> arrivals) {
        Items<String, String> items = new Items<>(KIND);
        Map<String, String> told = new HashMap<>();
        arrivals.forEach(arrival ->
                items.take(
                        arrival,
                        (name, before, after) -> {
                            assertThat(told.get(name)).isEqualTo(before);
                            if (after == null) {
                                told.remove(name);
                            } else {
                                told.put(name, after);
                            }
                        }));

        for (String id : List.of("a", "b")) {
            Optional<String> newest =
                    arrivals.stream()
                            .filter(it -> it.id().equals(id))
                            .max(Comparator.comparing(DirectoryItem::version))
                            .map(DirectoryItem::json);
            Known<String> known = items.find(id);
            assertThat(Optional.ofNullable(known).map(Known::item)).isEqualTo(newest);
            assertThat(Optional.ofNullable(told.get(id))).isEqualTo(newest);
        }
    }

    @Test
    void shouldTellHowASnapshotDiffersFromTheOneBefore() {
        Items<String, String> before = new Items<>(KIND);
        before.take(item("same", 1, "x"), NOBODY);
        before.take(item("changed", 1, "old"), NOBODY);
        before.take(item("gone", 1, "x"), NOBODY);
        before.take(item("missing", 1, "x"), NOBODY);
        Items<String, String> after = new Items<>(KIND);
        after.take(item("same", 9, "x"), NOBODY);
        after.take(item("changed", 9, "new"), NOBODY);
        after.take(item("gone", 9, null), NOBODY);
        after.take(item("new", 9, "x"), NOBODY);

        List<String> told = new ArrayList<>();
        after.tellChanges(before, (name, was, is) -> told.add(name + ": " + was + " > " + is));

        assertThat(told)
                .containsExactlyInAnyOrder(
                        "changed: old > new",
                        "gone: x > null",
                        "missing: x > null",
                        "new: null > x");
    }

    @Test
    void shouldKeepAnItemItCannotReadApartFromOneThatIsNotThere() {
        Items<UUID, Integer> items =
                new Items<>(
                        new DirectoryKind<>(
                                "number", UUID::fromString, (id, json) -> Integer.valueOf(json)));
        UUID id = UUID.randomUUID();

        items.take(item(id.toString(), 1, "no number"), NOBODY);
        items.take(item("no UUID", 1, "1"), NOBODY);

        assertThat(items.find(id)).isInstanceOf(Known.Unreadable.class);
        items.take(item(id.toString(), 2, "7"), NOBODY);
        assertThat(items.find(id)).isEqualTo(new Known.Present<>(2, 7));
    }

    private static DirectoryItem item(
            String id, long number, @org.jspecify.annotations.Nullable String json) {
        return new DirectoryItem("thing", id, new Version(0, number), json, null);
    }
}

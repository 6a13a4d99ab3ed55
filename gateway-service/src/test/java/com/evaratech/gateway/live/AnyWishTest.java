package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.evaratech.common.problem.InvalidRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever clients say is understood or refused in the one way that is documented. */
class AnyWishTest {

    private static final List<String> NAMES =
            List.of("subscribe", "topics", "cursor", "nodes", "communities", "more");
    private static final List<String> WORDS =
            List.of("all", "readings", "alerts", "status", "", UUID.randomUUID().toString());

    @Property(tries = 500)
    void shouldUnderstandOrRefuseAnyText(@ForAll String text) {
        understandOrRefuse(text);
    }

    @Property(tries = 1_000)
    void shouldUnderstandOrRefuseAnyJson(@ForAll("json") Object value) {
        understandOrRefuse(Json.encode(value));
    }

    @Property(tries = 1_000)
    void shouldUnderstandOrRefuseWhatIsAlmostAWish(@ForAll("damaged") String text) {
        understandOrRefuse(text);
    }

    @Property(tries = 1_000)
    void shouldUnderstandOrRefuseAnyQuery(
            @ForAll("parameters") List<Map.Entry<String, String>> query, @ForAll String lastId) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        query.forEach(each -> parameters.add(each.getKey(), each.getValue()));
        try {
            assertThat(Wish.ofQuery(parameters, lastId).topics()).isNotEmpty();
        } catch (InvalidRequest refused) {
            assertThat(refused.errors())
                    .isNotEmpty()
                    .allMatch(error -> NAMES.contains(error.field()));
        }
    }

    private static void understandOrRefuse(String text) {
        try {
            assertThat(Wish.parse(text).topics()).isNotEmpty();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessage("allowed is " + Wish.FORMS);
        } catch (RuntimeException | StackOverflowError other) {
            fail("not refused, but failed: " + text, other);
        }
    }

    @Provide
    Arbitrary<@Nullable Object> json() {
        return value(3);
    }

    private static Arbitrary<@Nullable Object> value(int depth) {
        Arbitrary<Object> simple =
                Arbitraries.oneOf(
                        words().asGeneric(),
                        Arbitraries.integers().asGeneric(),
                        Arbitraries.doubles().asGeneric(),
                        Arbitraries.of(true, false).asGeneric());
        if (depth == 0) {
            return simple.injectNull(0.1);
        }
        Arbitrary<@Nullable Object> inner = value(depth - 1);
        return Arbitraries.oneOf(
                        simple,
                        inner.list().ofMaxSize(4).asGeneric(),
                        Arbitraries.maps(Arbitraries.of(NAMES), inner).ofMaxSize(3).asGeneric())
                .injectNull(0.1);
    }

    private static Arbitrary<String> words() {
        return Arbitraries.oneOf(Arbitraries.of(WORDS), Arbitraries.strings().ofMaxLength(40));
    }

    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<String> whole =
                Arbitraries.of(
                        "{\"subscribe\":\"all\",\"topics\":[\"alerts\"],\"cursor\":null}",
                        "{\"subscribe\":{\"nodes\":[\"%s\"]}}".formatted(UUID.randomUUID()),
                        "[".repeat(5_000),
                        "{\"subscribe\":".repeat(5_000));
        return Combinators.combine(
                        whole,
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.strings().ofMaxLength(5))
                .as((text, at, gone, put) -> {
                    int begin = Math.min(at, text.length());
                    int end = Math.min(begin + gone, text.length());
                    return text.substring(0, begin) + put + text.substring(end);
                });
    }

    @Provide
    Arbitrary<List<Map.Entry<String, String>>> parameters() {
        Arbitrary<String> values =
                words().list().ofMinSize(1).ofMaxSize(3).map(each -> String.join(",", each));
        return Combinators.combine(Arbitraries.of(NAMES), values)
                .as((name, value) -> Map.entry(name, value))
                .list()
                .ofMaxSize(4);
    }
}

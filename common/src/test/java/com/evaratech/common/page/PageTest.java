package com.evaratech.common.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.problem.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

    @Property
    void shouldGiveEveryRowExactlyOnceOverAllPages(
            @ForAll @UniqueElements List<Long> keys,
            @ForAll @IntRange(min = 1, max = 7) int limit) {
        List<Long> table = keys.stream().filter(key -> key != Long.MIN_VALUE).sorted().toList();
        List<Long> seen = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            PageRequest request = PageRequest.of(Integer.toString(limit), cursor);
            Page<Long> page = Page.of(request, select(table, request), Long::longValue);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);

        assertThat(seen).isEqualTo(table);
    }

    private static List<Long> select(List<Long> table, PageRequest request) {
        return table.stream()
                .filter(key -> key > request.after())
                .limit(request.rowsToFetch())
                .toList();
    }

    @Test
    void shouldHaveNoNextPageWhenAllRowsFit() {
        PageRequest request = new PageRequest(3, Long.MIN_VALUE);

        assertThat(Page.of(request, List.of(1L, 2L, 3L), Long::longValue).next()).isNull();
        assertThat(Page.of(request, rows(4), Long::longValue).next()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"0,", "201,", "-1,", "ten,", "1.5,", ",not-a-cursor", ",eDox", ",azo", "0,eDox"})
    void shouldNameParametersThatCannotBeUnderstood(
            @Nullable String limit, @Nullable String cursor) {
        assertThatThrownBy(() -> PageRequest.of(limit, cursor))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused ->
                                assertThat(refused.errors())
                                        .hasSize(limit != null && cursor != null ? 2 : 1)
                                        .allSatisfy(
                                                error -> assertThat(error.value()).isNotNull()));
    }

    private static List<Long> rows(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }
}

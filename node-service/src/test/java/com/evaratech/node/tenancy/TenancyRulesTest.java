package com.evaratech.node.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenancyRulesTest {

    private static final UUID ID = UUID.fromString("6d0c1f3e-2f1c-4f5e-9d7c-1a2b3c4d5e6f");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @ValueSource(strings = {"ab", "north-campus", "a1-2-b"})
    void shouldAcceptSlugsOfWordsAndHyphens(String slug) {
        var accepted = TenancyRules.accept(new SetDistributor("Water Works", slug), ID, NOW);

        assertThat(accepted).isEqualTo(new Distributor(ID, "Water Works", slug, NOW, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-ab", "ab-", "a--b", "North", "süd", "a b", "a/b", "ab\n"})
    void shouldRefuseOtherSlugs(String slug) {
        assertThat(fields(() -> accept(new SetDistributor("Water Works", slug))))
                .containsExactly("slug");
    }

    @Test
    void shouldRefuseSlugBeyondItsLength() {
        assertThat(fields(() -> accept(new SetDistributor("Water Works", "a".repeat(64)))))
                .containsExactly("slug");
    }

    @Test
    void shouldNameEveryFieldAtFaultAtOnce() {
        assertThat(fields(() -> accept(new SetDistributor(null, null))))
                .containsExactly("name", "slug");
        assertThat(
                        fields(() -> {
                            var _ =
                                    TenancyRules.accept(
                                            new AddCommunity(null, "", "A", null, "\t"), ID, NOW);
                        }))
                .containsExactly("distributor_id", "name", "slug", "region", "city");
        assertThat(fields(() -> accept(new AddCustomer(null, null, "", -1, 0))))
                .containsExactly(
                        "community_id", "name", "plan", "max_nodes", "visible_history_days");
    }

    @Test
    void shouldAcceptPlanWithoutNodes() {
        var customer = TenancyRules.accept(new AddCustomer(ID, "Block C", null, 0, null), ID, NOW);

        assertThat(customer.maxNodes()).isZero();
        assertThat(customer.plan()).isEqualTo("standard");
        assertThat(customer.visibleHistoryDays()).isNull();
    }

    @Test
    void shouldKeepWhatIsNotChangedAndCountTheChange() {
        var before = TenancyRules.accept(new AddCustomer(ID, "Block C", "big", 5, 30), ID, NOW);

        var after = TenancyRules.change(before, new ChangeCustomer("Block D", "small", 2, null));

        assertThat(after).isEqualTo(new Customer(ID, ID, "Block D", "small", 2, null, NOW, 2));
    }

    private static void accept(SetDistributor wish) {
        var _ = TenancyRules.accept(wish, ID, NOW);
    }

    private static void accept(AddCustomer wish) {
        var _ = TenancyRules.accept(wish, ID, NOW);
    }

    private static List<String> fields(ThrowingCallable accepting) {
        return catchThrowableOfType(InvalidRequest.class, accepting).errors().stream()
                .map(FieldError::field)
                .toList();
    }
}

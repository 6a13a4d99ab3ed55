package com.evaratech.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.access.Scope;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuestionTest {

    private static final RouteMatrix MATRIX = RouteMatrix.load();
    private static final UUID ID = UUID.randomUUID();
    private static final String NODES = "/api/v1/nodes";

    @Test
    void shouldHaveAKeyOfItsOwnForEachRoleScopeAndQuestion() {
        var other = UUID.randomUUID();
        var keys =
                Stream.of(
                                question(Role.VIEWER, new Scope.Everything(), NODES),
                                question(Role.VIEWER, new Scope.OfDistributor(ID), NODES),
                                question(Role.VIEWER, new Scope.OfCommunity(ID), NODES),
                                question(Role.VIEWER, new Scope.OfCommunity(other), NODES),
                                question(Role.VIEWER, new Scope.OfCustomer(ID, other), NODES),
                                question(Role.VIEWER, new Scope.OfCustomer(other, ID), NODES),
                                question(Role.INSTALLER, new Scope.OfCommunity(ID), NODES),
                                question(Role.VIEWER, new Scope.OfCommunity(ID), NODES + "?a=1"),
                                question(Role.VIEWER, new Scope.OfCommunity(ID), "/api/v1/rules"))
                        .map(Question::key)
                        .toList();

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void shouldHaveTheSameKeyForPeopleOfTheSameRoleAndScope() {
        assertThat(question(Role.VIEWER, new Scope.OfCommunity(ID), NODES).key())
                .isEqualTo(question(Role.VIEWER, new Scope.OfCommunity(ID), NODES).key());
    }

    @Test
    void shouldBeEndedByWhoeverCanChangeItsAnswer() {
        var ours = new Tenant.Of(ID);
        var theirs = new Tenant.Of(UUID.randomUUID());
        var all = new Tenant.All();

        assertThat(ends(ours, ours)).isTrue();
        assertThat(ends(all, ours)).isTrue();
        assertThat(ends(ours, all)).isTrue();
        assertThat(ends(all, all)).isTrue();
        assertThat(ends(theirs, ours)).isFalse();
    }

    private static boolean ends(Tenant changing, Tenant asking) {
        Route route = route(NODES);
        var caller = new Caller("someone", Role.VIEWER, new Scope.Everything());
        List<String> looked = new Question(route, NODES, caller, asking).marks();
        return Question.marksOfChange(route.service(), changing).stream()
                .anyMatch(looked::contains);
    }

    private static Question question(Role role, Scope scope, String uri) {
        var caller = new Caller(UUID.randomUUID().toString(), role, scope);
        return new Question(route(uri), uri, caller, new Tenant.All());
    }

    private static Route route(String uri) {
        return MATRIX.match("GET", uri.split("\\?", 2)[0]).orElseThrow();
    }
}

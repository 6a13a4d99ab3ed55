package com.evaratech.node.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.evaratech.common.access.Role;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.grants.Grant;
import com.evaratech.node.tenancy.TenancyPart;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileRulesTest {

    private static final String SUBJECT = "1d3f5a7c-9b8d-4e6f-8a1b-2c3d4e5f6a7b";
    private static final UUID ID = UUID.fromString("6d0c1f3e-2f1c-4f5e-9d7c-1a2b3c4d5e6f");

    // d, c, u: an id of a distributor, a community, a customer is given
    @ParameterizedTest
    @CsvSource({
        "superadmin,-",
        "distributor,d",
        "community_admin,c",
        "installer,c",
        "customer,u",
        "viewer,d",
        "viewer,c",
        "viewer,u"
    })
    void shouldAcceptScopeThatFitsTheRole(String role, String ids) {
        var permission = ProfileRules.accept(SUBJECT, wish(role, ids));

        assertThat(permission.role().code()).isEqualTo(role);
        assertThat(permission.grant().part()).isEqualTo(part(ids));
    }

    @ParameterizedTest
    @CsvSource({
        "superadmin,d,distributor_id",
        "superadmin,c,community_id",
        "superadmin,u,customer_id",
        "distributor,-,distributor_id",
        "distributor,dc,community_id",
        "community_admin,-,community_id",
        "community_admin,dc,distributor_id",
        "installer,cu,customer_id",
        "customer,-,customer_id",
        "customer,cu,community_id",
        "viewer,-,scope",
        "viewer,dc,scope",
        "viewer,dcu,scope"
    })
    void shouldRefuseScopeThatDoesNotFitTheRole(String role, String ids, String field) {
        assertThat(fields(SUBJECT, wish(role, ids))).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "me", "1D3F5A7C-9B8D-4E6F-8A1B-2C3D4E5F6A7B", SUBJECT + "0"})
    void shouldRefuseSubjectThatNoIssuerWrites(String subject) {
        assertThat(fields(subject, wish("superadmin", "-"))).containsExactly("subject");
    }

    @Test
    void shouldNameEveryFieldAtFaultAtOnce() {
        assertThat(fields("me", new SetProfile("king", null, null, null, null)))
                .containsExactlyInAnyOrder("subject", "role", "active");
        assertThat(fields(SUBJECT, new SetProfile(null, null, null, null, null)))
                .containsExactlyInAnyOrder("role", "active");
    }

    @Test
    void shouldKeepDisabledPersonDisabled() {
        var wish = new SetProfile("superadmin", null, null, null, false);

        assertThat(ProfileRules.accept(SUBJECT, wish))
                .isEqualTo(new Permission(SUBJECT, new Grant(Role.SUPERADMIN, null), false));
    }

    private static List<String> fields(String subject, SetProfile wish) {
        return catchThrowableOfType(InvalidRequest.class, () -> ProfileRules.accept(subject, wish))
                .errors()
                .stream()
                .map(FieldError::field)
                .toList();
    }

    private static SetProfile wish(String role, String ids) {
        return new SetProfile(role, given(ids, "d"), given(ids, "c"), given(ids, "u"), true);
    }

    private static @Nullable UUID given(String ids, String which) {
        return ids.contains(which) ? ID : null;
    }

    private static @Nullable TenancyPart part(String ids) {
        return switch (ids) {
            case "d" -> new TenancyPart(TenancyLevel.DISTRIBUTOR, ID);
            case "c" -> new TenancyPart(TenancyLevel.COMMUNITY, ID);
            case "u" -> new TenancyPart(TenancyLevel.CUSTOMER, ID);
            default -> null;
        };
    }
}

package com.evaratech.node.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class FirstSuperadminIT {

    @Inject FirstSuperadmin firstSuperadmin;

    @Test
    void shouldBeMadeAtTheFirstStart() {
        assertThat(Person.superadmin().get("/api/v1/profile").<String>path("role"))
                .isEqualTo("superadmin");
    }

    @Test
    void shouldNotBeMadeWhileThereIsOne() throws SQLException {
        var superadmin = Person.superadmin();
        var newcomer = UUID.randomUUID().toString();

        firstSuperadmin.ensure(newcomer);

        superadmin.get("/api/v1/profiles/" + newcomer).then().statusCode(404);
    }

    @Test
    void shouldBeRestoredWhenNobodyIsActive() throws SQLException {
        var superadmin = Person.superadmin();
        ActiveSuperadmins.disableAllBut(superadmin.subject());
        ActiveSuperadmins.disable(superadmin.subject());

        firstSuperadmin.ensure(superadmin.subject());

        assertThat(ActiveSuperadmins.count()).isEqualTo(1);
        var _ = superadmin.onceAdmitted();
    }

    @Test
    void shouldNameVariableAndValueWhenItIsNoSubject() {
        assertThatThrownBy(() -> firstSuperadmin.ensure("root"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("FIRST_SUPERADMIN=root must be a token subject: a UUID in lower case");
    }
}

package com.evaratech.local.launcher.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.fleet.Identity;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeopleTest {

    private RegistryStandIn registry;
    private People people;

    @BeforeEach
    void start() throws IOException {
        registry = new RegistryStandIn();
        people = new People(new RegistryClient(registry.url(), "token"));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void shouldAskNothingOfTheRegistryForTheFirstSuperadmin()
            throws IOException, InterruptedException {
        UUID subject = people.ensure(LocalRole.SUPERADMIN, People.LOCAL);

        assertThat(subject).isEqualTo(Identity.firstSuperadmin());
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void shouldAddTheLocalTenantsOnceAndGiveTheRole() throws IOException, InterruptedException {
        UUID first = people.ensure(LocalRole.CUSTOMER, People.LOCAL);
        UUID second = people.ensure(LocalRole.CUSTOMER, People.LOCAL);

        assertThat(first).isEqualTo(second).isEqualTo(LocalIssuer.subjectOf("customer"));
        assertThat(registry.requests())
                .filteredOn(request -> request.startsWith("POST"))
                .containsExactly(
                        "POST /api/v1/distributors",
                        "POST /api/v1/communities",
                        "POST /api/v1/customers");
        assertThat(registry.profile(first))
                .contains("\"role\":\"customer\"", "\"active\":true", "\"customer_id\"")
                .doesNotContain("community_id");
    }

    @Test
    void shouldFindACommunityOnALaterPage() throws IOException, InterruptedException {
        registry.addCommunities(201, "town");

        UUID subject = people.ensure(LocalRole.VIEWER, "town-200");

        assertThat(subject).isEqualTo(LocalIssuer.subjectOf("viewer@town-200"));
        assertThat(registry.profile(subject)).contains("\"community_id\"");
    }

    @Test
    void shouldRefuseACommunityThatDoesNotExist() {
        assertThatThrownBy(() -> people.ensure(LocalRole.INSTALLER, "nowhere"))
                .isInstanceOf(Trouble.class)
                .hasMessageStartingWith("there is no community \"nowhere\"");
    }

    @Test
    void shouldShowWhatTheRegistryAnsweredWhenItRefuses() {
        registry.refuseEverything();

        assertThatThrownBy(() -> people.ensure(LocalRole.VIEWER, People.LOCAL))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("answered 503: busy");
    }
}

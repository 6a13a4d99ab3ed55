package com.evaratech.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Profile;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.example.BodyExample;
import com.evaratech.local.testing.example.BodyExamples;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API's document shows to be sent is accepted, of every operation of the door's own. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class BodyExamplesIT {

    static Stream<BodyExample> examples() {
        return BodyExamples.of("gateway-service");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void shouldAcceptWhatTheDocumentShows(BodyExample example) throws IOException {
        var subject = UUID.randomUUID();
        var person = EchoServices.people().ensure(subject + "@evara.localhost", subject);
        TestDirectory.publish(
                subject, new Profile(1, Role.SUPERADMIN, new Scope.Everything(), true));
        TestDirectory.markComplete();
        var own = Map.of("email", person.email(), "password", person.password());

        var answer =
                Gateway.send(
                        Gateway.request(example.route().template())
                                .header("Content-Type", example.mediaType())
                                .method(
                                        example.route().method(),
                                        BodyPublishers.ofString(example.with(own))));

        assertThat(answer.statusCode())
                .as(answer.body())
                .matches(example::isPromised, "a success that the document tells");
    }
}

package com.evaratech.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.cache.KeptAnswers.State;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without a Redis. */
class KeptAnswersTest {

    private final CacheConfig config =
            new CacheConfig() {
                @Override
                public String url() {
                    return "redis://127.0.0.1:1";
                }

                @Override
                public Duration ttl() {
                    return Duration.ofMinutes(1);
                }

                @Override
                public Duration patience() {
                    return Duration.ofSeconds(1);
                }

                @Override
                public MemorySize largest() {
                    return new MemorySize(BigInteger.TEN);
                }
            };

    @Test
    void shouldTellAtOnceThatNobodyKnows() {
        var answers = new KeptAnswers(config);
        var route = RouteMatrix.load().match("GET", "/api/v1/nodes").orElseThrow();
        var question =
                new Question(
                        route,
                        "/api/v1/nodes",
                        new Caller("someone", Role.VIEWER, new Scope.Everything()),
                        new Tenant.All());

        assertThat(answers.look(question, 0).result()).isInstanceOf(State.Unknown.class);
        answers.mark(List.of("a"));
        answers.leave(question);
    }
}

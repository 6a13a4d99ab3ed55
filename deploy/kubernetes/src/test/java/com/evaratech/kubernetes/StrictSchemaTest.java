package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker checked: each way in which a manifest may only look right is refused. */
class StrictSchemaTest {

    private static final String DEPLOYMENT =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: pump
              labels:
                app: pump
            spec:
              selector:
                matchLabels:
                  app: pump
              template:
                metadata:
                  labels:
                    app: pump
                spec:
                  containers:
                    - name: pump
                      image: pump:1
                      imagePullPolicy: IfNotPresent
                      readinessProbe:
                        failureThreshold: 2
                        httpGet:
                          path: /health/ready
                          port: 9000
                      securityContext:
                        readOnlyRootFilesystem: true
            """;

    @Test
    void shouldAcceptWhatTheApiServerAccepts() {
        assertThatCode(() -> check(DEPLOYMENT)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "spec:, specs:",
        "matchLabels:, matchLabel:",
        "containers:, container:",
        "imagePullPolicy:, imagePullpolicy:",
        "failureThreshold:, failureTreshold:",
        "httpGet:, httpget:",
        "readOnlyRootFilesystem:, readOnlyRootFileSystem:"
    })
    void shouldRejectFieldWhenItIsMisspelt(String right, String wrong) {
        assertThatThrownBy(() -> check(DEPLOYMENT.replaceFirst(right, wrong)))
                .hasMessageContaining(wrong.replace(":", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "failureThreshold: 2, failureThreshold: often",
        "readOnlyRootFilesystem: true, readOnlyRootFilesystem: [true]",
        "image: pump:1, image: {name: pump}",
        "name: pump, name: [pump]"
    })
    void shouldRejectValueWhenItHasTheWrongType(String right, String wrong) {
        assertThatThrownBy(() -> check(DEPLOYMENT.replace(right, wrong)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void shouldRejectKindWhenItsSchemaIsNotKnown() {
        assertThatThrownBy(() -> check(DEPLOYMENT.replace("Deployment", "Deploiment")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Deploiment");
    }

    @Test
    void shouldRejectDocumentWhenAKeyIsGivenTwice() {
        assertThatThrownBy(() -> check(DEPLOYMENT + "kind: Service\n"))
                .hasMessageContaining("duplicate key kind");
    }

    private static void check(String yaml) {
        Yaml.parseAll(yaml).forEach(StrictSchema::check);
    }
}

package com.evaratech.local.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.LocalPostgres;
import com.evaratech.local.postgres.SchemaPasswords;
import com.evaratech.local.process.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresMemberIT {

    @TempDir private Path directory;

    private LocalServerOptions options;

    @BeforeEach
    void choose() {
        options =
                LocalServerOptions.of(directory.resolve("postgres"), Secrets.generate())
                        .withPort(LoopbackPorts.free())
                        .endingWithOwner();
    }

    @AfterEach
    void stopWhatIsLeft() {
        var _ = LocalPostgres.stopRunningOn(options);
    }

    @Test
    void shouldLeaveNoServerWhenTheDatabaseCannotBePrepared() throws IOException {
        // PostgreSQL keeps names of this form for itself.
        PostgresMember refused = member("pg_water");

        assertThatThrownBy(refused::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the database could not be prepared")
                .hasMessageContaining("pg_water");

        assertThat(LocalPostgres.stopRunningOn(options)).isEmpty();
        PostgresMember next = member("registry");
        assertThat(next.start().isAlive()).isTrue();
        next.stop();
    }

    private PostgresMember member(String schema) {
        SchemaPasswords passwords = new SchemaPasswords(Secrets.generate(), Secrets.generate());
        return new PostgresMember(options, new DatabaseRoles(Map.of(schema, passwords)));
    }
}

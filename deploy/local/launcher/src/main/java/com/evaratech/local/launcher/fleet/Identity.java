package com.evaratech.local.launcher.fleet;

import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.launcher.home.SecretStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/** Who signs this machine's tokens and who is its first superadmin. */
public final class Identity {

    /**
     * Names the issuer in tokens; nothing listens there, since the services check signatures by the
     * shared secret, and people sign in at a port that is another one after each start.
     */
    static final String SUPABASE_URL = "http://identity.evara.localhost";

    private static final String SECRET = "jwt";

    private final String secret;

    /** Reads the signing secret, or draws it. */
    public Identity(SecretStore secrets) throws IOException {
        this.secret = secrets.named(SECRET);
    }

    /** The subject that the registry makes superadmin when it starts. */
    public static UUID firstSuperadmin() {
        return LocalIssuer.subjectOf("superadmin");
    }

    /** Signs tokens the services of this machine accept. */
    public LocalIssuer issuer() {
        return new LocalIssuer(secret, SUPABASE_URL, InstantSource.system());
    }

    /** What every service must know to check a token. */
    Map<String, String> variables() {
        return Map.of("SUPABASE_URL", SUPABASE_URL, "SUPABASE_JWT_SECRET", secret);
    }
}

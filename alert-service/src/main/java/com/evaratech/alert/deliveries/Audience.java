package com.evaratech.alert.deliveries;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.problem.DependencyUnavailable;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Which alerts people see, by what the directory says of them now. */
@Singleton
public class Audience {

    private static final String ALERTS = "/api/v1/alerts";

    private final Directory directory;
    private final RouteMatrix routes;

    Audience(Directory directory, RouteMatrix routes) {
        this.directory = directory;
        this.routes = routes;
    }

    /**
     * What somebody sees; empty for who is not there, was disabled, or has a role that may not list
     * alerts.
     *
     * @throws DependencyUnavailable while that cannot be told
     */
    public Optional<Scope> scopeOf(String subject) {
        return directory
                .profile(subject)
                .await()
                .indefinitely()
                .filter(Profile::active)
                .filter(profile -> maySee(profile.role()))
                .map(Profile::scope);
    }

    /** A scope as it is kept with what was made for it: the same text is the same scope. */
    public static String text(Scope scope) {
        return scope.column()
                .map(column -> "%s=%s".formatted(column, scope.id().orElseThrow()))
                .orElse("everything");
    }

    private boolean maySee(Role role) {
        return routes.match("GET", ALERTS).filter(route -> route.admits(role)).isPresent();
    }
}

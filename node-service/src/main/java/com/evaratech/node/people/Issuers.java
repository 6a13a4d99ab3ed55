package com.evaratech.node.people;

import com.evaratech.node.grants.Right;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What those who handed something on may do now; since then they may have lost it. */
@ApplicationScoped
public class Issuers {

    private final ProfileRepository profiles;

    Issuers(ProfileRepository profiles) {
        this.profiles = profiles;
    }

    /** The right of a person; none of somebody without a profile. */
    @WithSession
    public Uni<Right> rightOf(String subject) {
        return profiles.findBySubject(subject).map(row -> row == null ? Right.NONE : row.toRight());
    }
}

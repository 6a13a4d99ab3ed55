package com.evaratech.common.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person is to the system. The order is that of the matrix file's columns. */
public enum Role {
    /** Runs the platform: sees and does everything. */
    SUPERADMIN,
    /** Sells and services hardware in its own communities. */
    DISTRIBUTOR,
    /** Runs one community. */
    COMMUNITY_ADMIN,
    /** Puts nodes into operation in one community. */
    INSTALLER,
    /** Owns nodes in a community: reads them and acknowledges their alerts. */
    CUSTOMER,
    /** Only reads, within any scope. */
    VIEWER;

    /** The role's name in JSON, in the matrix file and on the command line. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that code, if there is one. */
    public static Optional<Role> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }

    /** Whether one who has this role may give another person, or a program, that one. */
    public boolean mayGrant(Role other) {
        return compareTo(COMMUNITY_ADMIN) <= 0 && compareTo(other) <= 0;
    }

    @Override
    public String toString() {
        return code();
    }
}

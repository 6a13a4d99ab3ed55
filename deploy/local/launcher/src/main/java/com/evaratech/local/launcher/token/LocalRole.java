package com.evaratech.local.launcher.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The roles a token can be asked for, and the part of the tenancy tree each acts in. */
public enum LocalRole {
    SUPERADMIN(Realm.EVERYTHING),
    DISTRIBUTOR(Realm.DISTRIBUTOR),
    COMMUNITY_ADMIN(Realm.COMMUNITY),
    INSTALLER(Realm.COMMUNITY),
    CUSTOMER(Realm.CUSTOMER),
    VIEWER(Realm.COMMUNITY);

    /** How far a role reaches. */
    enum Realm {
        EVERYTHING,
        DISTRIBUTOR,
        COMMUNITY,
        CUSTOMER
    }

    private final Realm realm;

    LocalRole(Realm realm) {
        this.realm = realm;
    }

    Realm realm() {
        return realm;
    }

    /** As the API writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that code. */
    public static Optional<LocalRole> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }

    /** All codes, for messages. */
    public static String codes() {
        return Arrays.stream(values()).map(LocalRole::code).collect(Collectors.joining(", "));
    }
}

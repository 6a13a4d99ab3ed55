package com.evaratech.gateway.limit;

import java.util.Locale;

/** What is counted. */
public enum Limit {
    /** Requests of one person or program to one route. */
    PERSON,
    /** Requests of all people and programs of one tenant. */
    TENANT,
    /** Requests with one device key. */
    DEVICE,
    /** Requests of one address on routes that nobody signs in for. */
    ADDRESS,
    /** Sign-ins tried from one address. */
    SIGN_IN,
    /** Sign-ins tried for one e-mail address. */
    SIGN_IN_NAME,
    /** Sessions renewed and ended from one address. */
    SESSION,
    /** Requests of one address whose token or key was refused. */
    REFUSED;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As headers and metrics name it. */
    public String code() {
        return code;
    }
}

package com.evaratech.local.postgres;

/**
 * Passwords of the two roles of one schema.
 *
 * @param owner of the role that owns the schema and runs the migrations
 * @param runtime of the role the service works with
 */
public record SchemaPasswords(String owner, String runtime) {

    @Override
    public String toString() {
        return "SchemaPasswords[hidden]";
    }
}

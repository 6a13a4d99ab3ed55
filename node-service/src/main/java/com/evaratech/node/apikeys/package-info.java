/**
 * The keys with which programs act for a tenant: scoped, expiring, known by hash, revoked at once.
 */
@NullMarked
package com.evaratech.node.apikeys;

import org.jspecify.annotations.NullMarked;

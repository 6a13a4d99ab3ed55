/**
 * Queries whose conditions depend on the request, and what a refused login says. Shared because
 * every service with a schema restricts each query to the caller's scope, and must do so in one way
 * that cannot be forgotten half.
 */
@NullMarked
package com.evaratech.common.sql;

import org.jspecify.annotations.NullMarked;

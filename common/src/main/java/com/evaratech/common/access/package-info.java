/**
 * The terms of access control: roles, scopes, and the one matrix that says which role may use which
 * route. Shared because all services and the gateway must mean the same by them.
 */
@NullMarked
package com.evaratech.common.access;

import org.jspecify.annotations.NullMarked;

/**
 * Signing in, staying signed in, and signing out, which the identity provider decides. The refresh
 * token lives in a cookie that no script reads and that goes nowhere but here; the access token is
 * handed to the page.
 */
@NullMarked
package com.evaratech.gateway.signin;

import org.jspecify.annotations.NullMarked;

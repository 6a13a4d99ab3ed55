package com.evaratech.gateway.live;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Route;
import java.time.Duration;

/**
 * Who is behind a connection.
 *
 * @param caller the person, as the gate let them in
 * @param route of the matrix, which says which roles may listen
 * @param tokenLeft how long the token is valid yet
 */
record Listener(Caller caller, Route route, Duration tokenLeft) {}

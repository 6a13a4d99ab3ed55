/** Where a community's alerts are told, besides on the screens of Evara. */
@NullMarked
package com.evaratech.alert.routes;

import org.jspecify.annotations.NullMarked;

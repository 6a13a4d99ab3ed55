/** The audits of all services as one list, and as a file. */
@NullMarked
package com.evaratech.gateway.audit;

import org.jspecify.annotations.NullMarked;

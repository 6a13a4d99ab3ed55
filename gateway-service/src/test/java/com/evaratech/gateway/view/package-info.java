@NullMarked
package com.evaratech.gateway.view;

import org.jspecify.annotations.NullMarked;

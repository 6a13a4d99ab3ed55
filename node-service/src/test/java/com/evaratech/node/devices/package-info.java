@NullMarked
package com.evaratech.node.devices;

import org.jspecify.annotations.NullMarked;

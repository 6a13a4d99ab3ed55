package com.evaratech.telemetry.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * What files of imports may take together.
 *
 * <p>Public, because its constraints are checked by reflection, which native images know only of
 * public mappings.
 */
@ConfigMapping(prefix = "evara.imports")
public interface ImportConfig {

    // 10 GiB: ten of the largest files; a tenth of the smallest disk that a production begins with.
    /** Bytes of all communities' files that the database keeps until they are dealt with. */
    @WithDefault("10737418240")
    @Min(1 << 20)
    @Max(1L << 50)
    long keptBytes();
}

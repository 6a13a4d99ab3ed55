package com.evaratech.alert.deliveries;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Which receivers this installation would ever speak to. */
@Singleton
public class ReachableReceivers {

    private static final String WITHOUT_TLS = "http:";

    private final boolean privateAddresses;
    private final MailClient mail;

    ReachableReceivers(DeliveryConfig config, MailClient mail) {
        this.privateAddresses = config.privateAddresses();
        this.mail = mail;
    }

    /**
     * Returns for a URL that may be spoken to, and for what is no URL: that is refused elsewhere.
     *
     * @throws InvalidRequest when nothing would ever be sent there
     */
    public void check(@Nullable String url) {
        if (url != null && MailAddress.ofUrl(url).isPresent() && !mail.isReady()) {
            throw new InvalidRequest(
                    FieldError.of("url", url, "no mailto: this installation has no mail server"));
        }
        if (!privateAddresses && url != null && url.startsWith(WITHOUT_TLS)) {
            throw new InvalidRequest(
                    FieldError.of(
                            "url",
                            url,
                            "an https URL: this installation speaks to receivers by TLS only"));
        }
    }
}

package com.evaratech.node.apikeys;

/**
 * A new key, the only time it is shown.
 *
 * @param key what the program is to send in the header X-Api-Key
 */
record IssuedApiKey(ApiKey apiKey, String key) {

    /** Without the key: this text may go into logs. */
    @Override
    public String toString() {
        return "IssuedApiKey[id=%s]".formatted(apiKey.id());
    }
}
